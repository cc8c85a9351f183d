import type { Ctx } from '../context.ts';
import { addDrain } from '../db/effects.ts';
import { settledAfter } from './claim-effect.ts';

type Orphan = { lane: string; sending_at: Date | null; not_before: Date };

/**
 * Frees what no living process holds: graphile-worker would keep the jobs of a killed worker locked for four hours, and the
 * effects that it was sending have an outcome that nobody recorded. Those are looked for once they must have settled.
 */
export async function freeOrphans(ctx: Ctx): Promise<void> {
  await ctx.db.prisma.$transaction(async (tx) => {
    await tx.$executeRaw`
      SELECT graphile_worker.force_unlock_workers(holders.ids)
      FROM (
        SELECT array_agg(DISTINCT locked_by) AS ids FROM graphile_worker._private_jobs AS job
        WHERE locked_by IS NOT NULL AND NOT EXISTS (SELECT 1 FROM process WHERE id = job.locked_by AND stopped_at IS NULL)
      ) AS holders
      WHERE holders.ids IS NOT NULL`;
    const orphans = await tx.$queryRaw<Orphan[]>`
      UPDATE effect SET owner = NULL
      WHERE state = 'sending' AND owner IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM process WHERE id = effect.owner AND stopped_at IS NULL)
      RETURNING lane, sending_at, not_before`;
    for (const { lane, sending_at, not_before } of orphans) {
      const settled = (sending_at?.getTime() ?? 0) + settledAfter;
      await addDrain(tx, lane, new Date(Math.max(settled, not_before.getTime())));
    }
    if (orphans.length > 0)
      ctx.log.warn({ effects: orphans.length }, 'Effects of a process that died are looked for and finished');
  });
}
