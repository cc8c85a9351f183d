import type { Ctx } from '../context.ts';

type Held = { id: string; locked_at: Date };

// Sweeps of two seconds: the end of a job is recorded long before, unless it cannot be recorded at all.
const sweepsLeftBehind = 5;

/**
 * Frees jobs that this process holds and does not run. When the database goes away at the very moment at which a job ends, its end is
 * not recorded; graphile-worker would leave it locked by this process, which lives, for four hours, and a timer or a lane
 * would stand still. Each call is one look. Counted, not measured: the clock may be moved.
 */
export function makeOwnJobsFree(
  ctx: Ctx,
  { running, concurrency }: { running: ReadonlySet<string>; concurrency: number },
): () => Promise<void> {
  let seen = new Map<string, number>();

  return async () => {
    // Who has no worker free has jobs that wait for one, which are not left behind.
    if (running.size >= concurrency) return;
    const held = await ctx.db.prisma.$queryRaw<Held[]>`
      SELECT id::text, locked_at FROM graphile_worker._private_jobs WHERE locked_by = ${ctx.processId}`;
    const idle = held.filter(({ id }) => !running.has(id));
    const keyOf = ({ id, locked_at }: Held): string => `${id} ${locked_at.getTime()}`;
    seen = new Map(idle.map((job) => [keyOf(job), (seen.get(keyOf(job)) ?? 0) + 1]));
    const left = idle.filter((job) => (seen.get(keyOf(job)) ?? 0) >= sweepsLeftBehind);
    if (left.length === 0) return;
    await ctx.db.prisma.$executeRaw`
      UPDATE graphile_worker._private_jobs SET locked_by = NULL, locked_at = NULL
      WHERE id = ANY(${left.map(({ id }) => id)}::bigint[]) AND locked_by = ${ctx.processId}`;
    ctx.log.warn({ jobs: left.length }, 'Jobs whose end could not be recorded are done again');
  };
}
