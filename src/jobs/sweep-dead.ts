import type { Ctx } from '../context.ts';
import { freeOrphans } from './free-orphans.ts';

/** How often the other processes are looked at. Milliseconds. */
export const sweepEvery = 2000;

/** Ten missed beats. With the sweep and the reconciliation this stays below 30 s. */
const deadAfter = 20_000;

// A clock that jumps makes every beat look old at once; a living process beats anew within 2 s, which is fewer sweeps than these.
const sweepsWithoutBeat = 4;

/** Watches the other processes. Each call is one look; one that is dead loses its jobs and effects to the living. */
export function makeSweeper(ctx: Ctx): () => Promise<void> {
  const seen = new Map<string, { beat: number; unchanged: number }>();

  return async () => {
    const others = await ctx.db.prisma.process.findMany({ where: { stoppedAt: null, id: { not: ctx.processId } } });
    const dead = others.filter(({ id, heartbeatAt }) => {
      // The embedded database belongs to one process: whoever else is in it has died.
      if (ctx.db.embedded) return true;
      const beat = heartbeatAt.getTime();
      const before = seen.get(id);
      const unchanged = before?.beat === beat ? before.unchanged + 1 : 0;
      seen.set(id, { beat, unchanged });
      return unchanged >= sweepsWithoutBeat && ctx.now().getTime() - beat > deadAfter;
    });
    if (dead.length === 0) return;
    for (const { id, heartbeatAt } of dead) {
      seen.delete(id);
      // Only while it is as it was seen: a beat in between shows that it lives.
      await ctx.db.prisma.process.updateMany({ where: { id, heartbeatAt }, data: { stoppedAt: ctx.now() } });
    }
    ctx.metrics.repaired('process_died', dead.length);
    await freeOrphans(ctx);
  };
}
