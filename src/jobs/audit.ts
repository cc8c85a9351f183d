import type { Ctx } from '../context.ts';
import { addDrain, setWake } from '../db/effects.ts';
import { isInFlight, needless } from './claim-effect.ts';
import { freeOrphans } from './free-orphans.ts';

/** How often the auditor looks. Milliseconds. */
export const auditEvery = 30_000;

/** A timer may be this late before it counts as missed. */
const overdueAfter = 30_000;
const mostAtOnce = 500;

const keptFor = 3 * 24 * 60 * 60_000;
const batch = 1000;
const mostBatches = 10;

/** Finds what should be under way and is not, whatever went wrong, and starts it again; clears out what is old. */
export async function audit(ctx: Ctx): Promise<void> {
  await forgetOwnClaims(ctx);
  await freeOrphans(ctx);
  await renewTimers(ctx);
  await renewDrains(ctx);
  await clearOut(ctx);
}

/** A claim of this process that nothing works on was left behind by an error; without an owner anybody may finish it. */
async function forgetOwnClaims(ctx: Ctx): Promise<void> {
  const claims = await ctx.db.prisma.effect.findMany({
    where: { state: 'sending', owner: ctx.processId },
    select: { id: true },
  });
  const left = claims.filter(({ id }) => !isInFlight(ctx, id)).map(({ id }) => id);
  if (left.length === 0) return;
  await ctx.db.prisma.effect.updateMany({
    where: { id: { in: left }, owner: ctx.processId, state: 'sending' },
    data: { owner: null },
  });
}

async function renewTimers(ctx: Ctx): Promise<void> {
  const now = ctx.now();
  const overdue = new Date(now.getTime() - overdueAfter);
  const missed = await ctx.db.prisma.$queryRaw<{ id: string }[]>`
    SELECT id FROM incident
    WHERE wake_at < ${overdue}
      AND NOT EXISTS (SELECT 1 FROM graphile_worker._private_jobs WHERE key = 'wake:' || incident.id AND attempts < max_attempts)
    LIMIT ${mostAtOnce}`;
  for (const { id } of missed) await setWake(ctx.db.prisma, id, now);
  if (missed.length > 0)
    ctx.log.warn({ incidents: missed.map(({ id }) => id) }, 'Timers without a job were planned again');
}

async function renewDrains(ctx: Ctx): Promise<void> {
  const now = ctx.now();
  const stuck = await ctx.db.prisma.$queryRaw<{ lane: string }[]>`
    SELECT DISTINCT lane FROM effect
    LEFT JOIN LATERAL (SELECT state FROM effect AS other WHERE other.id = effect.needs) AS needed ON TRUE
    WHERE effect.state IN ('planned', 'sending') AND effect.not_before <= ${now}
      AND (effect.needs IS NULL OR needed.state IS NULL OR needed.state IN ('sent', 'cancelled')
        OR (needed.state = 'failed' AND effect.type = ANY(${needless}::text[])))
      AND NOT EXISTS (SELECT 1 FROM graphile_worker._private_jobs WHERE key = 'drain:' || effect.lane AND attempts < max_attempts)
    LIMIT ${mostAtOnce}`;
  for (const { lane } of stuck) await addDrain(ctx.db.prisma, lane, now);
}

/** In small batches, so that nobody waits for it long. */
async function clearOut(ctx: Ctx): Promise<void> {
  const before = new Date(ctx.now().getTime() - keptFor);
  const { prisma } = ctx.db;
  for (let done = 0; done < mostBatches; done += 1) {
    const gone = await prisma.$executeRaw`
      DELETE FROM delivery WHERE ctid = ANY(ARRAY(SELECT ctid FROM delivery WHERE at < ${before} LIMIT ${batch}))`;
    if (gone < batch) break;
  }
  await prisma.process.deleteMany({ where: { stoppedAt: { lt: before } } });
  await prisma.$executeRaw`
    DELETE FROM graphile_worker._private_jobs WHERE attempts >= max_attempts AND locked_at IS NULL AND updated_at < ${before}`;
}
