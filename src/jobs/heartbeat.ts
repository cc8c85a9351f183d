import type { Ctx } from '../context.ts';

/** How often a process says that it lives. Milliseconds. */
export const beatEvery = 2000;

/** Says that this process lives. One that was taken for dead by mistake is back with it. */
export async function beat(ctx: Ctx): Promise<void> {
  const now = ctx.now();
  await ctx.db.prisma.process.upsert({
    where: { id: ctx.processId },
    create: { id: ctx.processId, startedAt: now, heartbeatAt: now },
    update: { heartbeatAt: now, stoppedAt: null },
  });
}

/** Says that this process ends, and leaves what it could not finish to the others or to its next start. */
export async function sayGoodbye(ctx: Ctx): Promise<void> {
  const now = ctx.now();
  await ctx.db.prisma.process.updateMany({ where: { id: ctx.processId }, data: { heartbeatAt: now, stoppedAt: now } });
}

/** When any process was last heard of; null on a new database. */
export async function lastBeat(ctx: Ctx): Promise<Date | null> {
  const { _max } = await ctx.db.prisma.process.aggregate({ _max: { heartbeatAt: true } });
  return _max.heartbeatAt;
}
