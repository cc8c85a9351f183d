import type { Database } from '../../src/db/connect.ts';

const patience = 45_000;
const lookEvery = 15;

/**
 * Waits until everything that was due by then is done: no job of that time is left, and no effect is being sent without a
 * later look at it being planned. What is still open after 45 s is named.
 */
export async function settle(
  database: Database,
  { now, nudge }: { now: () => Date; nudge?: () => void },
): Promise<void> {
  const end = performance.now() + patience;
  // Once is enough for what the moved clock has made due; later only in case a worker was busy just then.
  for (let look = 0; ; look += 1) {
    const open = await stillOpen(database, now());
    if (open.length === 0) return;
    if (performance.now() > end) throw new Error(`Still open at ${now().toISOString()}: ${open.join(', ')}`);
    if (look % 20 === 0) nudge?.();
    await new Promise((resolve) => setTimeout(resolve, lookEvery));
  }
}

async function stillOpen(database: Database, now: Date): Promise<string[]> {
  const { rows } = await database.pool.query<{ name: string }>(
    `SELECT coalesce(key, id::text) AS name FROM graphile_worker._private_jobs WHERE run_at <= $1 AND (attempts < max_attempts OR locked_at IS NOT NULL)
     UNION ALL
     SELECT 'effect ' || id FROM effect WHERE state = 'sending' AND owner IS NOT NULL`,
    [now],
  );
  return rows.map(({ name }) => name);
}
