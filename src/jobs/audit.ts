import type { Ctx } from '../context.ts';
import { readStuckLanes } from '../db/audit.ts';
import { addDrain } from '../db/effects.ts';
import { type Known, auditTimers } from './audit-timers.ts';
import { isInFlight, needless } from './claim-effect.ts';
import { freeOrphans } from './free-orphans.ts';

/** How often the auditor looks. Milliseconds. */
export const auditEvery = 30_000;

/** A job may begin this much later than what it is for. */
const patience = 30_000;
const mostAtOnce = 500;

const keptFor = 3 * 24 * 60 * 60_000;
const batch = 1000;
const mostBatches = 10;

/** Finds what should be under way and is not, whatever went wrong, and starts it again; clears out what is old. */
export async function audit(ctx: Ctx, known: Known = new Map()): Promise<void> {
  let unreadable = 0;
  const parts = [
    () => forgetOwnClaims(ctx),
    () => freeOrphans(ctx),
    async () => {
      unreadable = await auditTimers(ctx, known);
    },
    () => renewDrains(ctx),
    () => clearOut(ctx),
  ];
  const failures: unknown[] = [];
  // One that fails must not keep the others from looking.
  for (const part of parts) await part().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures.length === 1 ? failures[0] : new AggregateError(failures, 'The audit failed');
  ctx.metrics.audited(ctx.now(), unreadable);
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
  ctx.metrics.repaired('claim_left_behind', left.length);
  ctx.log.warn({ effects: left.length }, 'What an error had left half sent is looked for and finished');
}

async function renewDrains(ctx: Ctx): Promise<void> {
  const now = ctx.now();
  const soon = new Date(now.getTime() + patience);
  const stuck = await readStuckLanes(ctx.db.prisma, { now, soon, anyway: needless, most: mostAtOnce });
  for (const lane of stuck) await addDrain(ctx.db.prisma, lane, now);
  if (stuck.length === 0) return;
  ctx.metrics.repaired('lane_without_job', stuck.length);
  ctx.log.warn(
    { lanes: stuck.slice(0, 20), count: stuck.length },
    'What waited to be sent had no job, and has one again',
  );
  ctx.nudge();
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
