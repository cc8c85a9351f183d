import { type Cursor, forgetIncidents } from '../commands/forget-incidents.ts';
import type { Ctx } from '../context.ts';

const day = 24 * 60 * 60_000;
const soon = 60 * 60_000;
/** At most this many hundreds a day and process: what is left goes tomorrow. */
const mostBatches = 20;

/** The job's name. One row of the queue for all replicas, so that one of them does it. */
export const retainTask = 'retain';

/** Plans the daily look where the policy says how long ended incidents are kept; a look that is planned already stays. */
export async function planRetention(ctx: Ctx): Promise<void> {
  if (ctx.runbooks.current.policy.retention !== null)
    await planAt(ctx, new Date(ctx.now().getTime() + soon), 'preserve_run_at');
}

/** Deletes what the policy keeps no longer, and plans the next look. The log has numbers and counts, never a title. */
export async function retain(ctx: Ctx): Promise<void> {
  if (ctx.runbooks.current.policy.retention === null) return;
  const [forgotten, kept] = await forgetBatches(ctx);
  if (forgotten.length > 0 || kept > 0)
    ctx.log.info({ forgotten, kept }, 'Incidents that the policy keeps no longer were deleted');
  await planAt(ctx, new Date(ctx.now().getTime() + day), 'replace');
}

async function forgetBatches(ctx: Ctx): Promise<[string[], number]> {
  const forgotten: string[] = [];
  let kept = 0;
  let after: Cursor | null = null;
  for (let batch = 0; batch < mostBatches; batch += 1) {
    const look = await forgetIncidents(ctx, { apply: true, after });
    if (look === null) break;
    forgotten.push(...look.forgotten.map(({ name }) => name));
    kept += look.kept;
    after = look.after;
    if (after === null) break;
  }
  return [forgotten, kept];
}

async function planAt(ctx: Ctx, at: Date, mode: 'replace' | 'preserve_run_at'): Promise<void> {
  await ctx.db.prisma.$executeRaw`
    SELECT muster_add_job(${retainTask}::text, '{}'::json, ${at}::timestamptz, ${retainTask}::text, ${mode}::text)`;
}
