import type pg from 'pg';
import { z } from 'zod';

/** How long after its end a wait is still told: what has less hurry goes a little later. Milliseconds. */
export const toldAfter = 5000;

/** The waits that every look at a lane reads along, so that no effect costs a query more. `$2` is now. */
export const waitsAlong = `(SELECT json_object_agg(key, until) FROM slack_limit WHERE until > $2::timestamptz - interval '${toldAfter} milliseconds')`;

const told = z.record(z.string(), z.coerce.date()).nullable();

/** What `waitsAlong` read. */
export function waitsIn(column: unknown): { key: string; until: Date }[] {
  return Object.entries(told.parse(column) ?? {}).map(([key, until]) => ({ key, until }));
}

/** Tells all replicas until when Slack asked to wait; what is long over is forgotten. */
export async function shareWait(pool: pg.Pool, { key, until }: { key: string; until: Date }, now: Date): Promise<void> {
  await pool.query('DELETE FROM slack_limit WHERE until < $1', [new Date(now.getTime() - toldAfter)]);
  await pool.query(
    `INSERT INTO slack_limit (key, until) VALUES ($1, $2)
     ON CONFLICT (key) DO UPDATE SET until = greatest(slack_limit.until, excluded.until)`,
    [key, until],
  );
}
