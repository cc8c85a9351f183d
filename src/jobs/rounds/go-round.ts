import { z } from 'zod';
import type { Ctx } from '../../context.ts';
import type { Tx } from '../../db/incidents.ts';
import { enqueueOwn } from '../../db/own-effects.ts';
import { dutyRound } from './duty-round.ts';
import type { Round } from './round.ts';
import { upkeepRound } from './upkeep-round.ts';

const rounds: readonly Round[] = [dutyRound, upkeepRound];

/** The job's name. */
export const roundTask = 'round';

const payloadSchema = z.object({ round: z.string() });
const plannedSchema = z.array(z.object({ runAt: z.date() }));

/** Plans the next look of each round, as the runbook is now. */
export async function planRounds(ctx: Ctx): Promise<void> {
  for (const round of rounds) {
    const at = round.first(ctx, ctx.now());
    if (at !== null && !(await isPlannedBefore(ctx.db.prisma, round, at))) await planAt(ctx.db.prisma, round, at);
  }
}

/** One look: what is to be told is stored with the plan of the next look, so that none is lost and none is told twice. */
export async function goRound(ctx: Ctx, payload: unknown): Promise<void> {
  const { round: name } = payloadSchema.parse(payload);
  const round = rounds.find((one) => one.name === name);
  if (round === undefined) return;
  const now = ctx.now();
  const due = await round.due(ctx, now);
  const next = round.next(ctx, now);
  await ctx.db.prisma.$transaction(async (tx) => {
    await enqueueOwn(tx, due, now);
    if (next !== null) await planAt(tx, round, next);
  });
  ctx.nudge();
}

async function isPlannedBefore(tx: Tx, { name }: Round, at: Date): Promise<boolean> {
  const rows = await tx.$queryRaw`
    SELECT run_at AS "runAt" FROM graphile_worker._private_jobs WHERE key = ${keyOf(name)} AND attempts < max_attempts`;
  return plannedSchema.parse(rows).some(({ runAt }) => runAt <= at);
}

async function planAt(tx: Tx, { name }: Round, at: Date): Promise<void> {
  await tx.$executeRaw`
    SELECT muster_add_job(${roundTask}::text, json_build_object('round', ${name}::text), ${at}::timestamptz, ${keyOf(name)}::text)`;
}

function keyOf(name: string): string {
  return `round:${name}`;
}
