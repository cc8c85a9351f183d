import { z } from 'zod';
import type { Repair } from '../domain/repairs.ts';
import { Prisma } from './generated/client.ts';
import type { Tx } from './incidents.ts';

/** An incident as its timer stands. `stamp` changes whenever its row does, whoever changed it. */
export type StoredTimer = {
  id: string;
  stamp: string;
  wakeAt: Date | null;
  /** Null: there is no job. */
  job: { runAt: Date; running: boolean; exhausted: boolean; attempts: number } | null;
};

const rowSchema = z.object({
  id: z.string(),
  stamp: z.string(),
  wakeAt: z.date().nullable(),
  runAt: z.date().nullable(),
  running: z.boolean().nullable(),
  exhausted: z.boolean().nullable(),
  attempts: z.number().nullable(),
});

const timer = Prisma.sql`
  SELECT incident.id, incident.xmin::text AS stamp, incident.wake_at AS "wakeAt", job.run_at AS "runAt",
    job.locked_at IS NOT NULL AS running, job.attempts >= job.max_attempts AS exhausted, job.attempts
  FROM incident LEFT JOIN graphile_worker._private_jobs AS job ON job.key = 'wake:' || incident.id`;

/** Every open incident: few, and found by the index over the status, however many there have been. */
export async function readOpenTimers(tx: Tx): Promise<StoredTimer[]> {
  return timersIn(await tx.$queryRaw`${timer} WHERE incident.status IN ('investigating', 'identified', 'monitoring')`);
}

/** Incidents of any status whose timer was due before then, without a job that fires it by `soon`. */
export async function readMissedTimers(
  tx: Tx,
  { before, soon, most }: { before: Date; soon: Date; most: number },
): Promise<StoredTimer[]> {
  return timersIn(
    await tx.$queryRaw`${timer}
      WHERE incident.wake_at < ${before} AND (job.id IS NULL OR NOT (
        job.attempts < job.max_attempts AND (job.locked_at IS NOT NULL OR job.run_at <= ${soon})))
      ORDER BY incident.wake_at LIMIT ${most}`,
  );
}

/** One of them as it is now; null when it is gone. */
export async function readTimer(tx: Tx, id: string): Promise<StoredTimer | null> {
  return timersIn(await tx.$queryRaw`${timer} WHERE incident.id = ${id}`)[0] ?? null;
}

/** The documents of those ids, not understood yet. */
export async function readDocuments(tx: Tx, ids: string[]): Promise<{ id: string; stamp: string; state: unknown }[]> {
  const rows = await tx.$queryRaw`SELECT id, xmin::text AS stamp, state FROM incident WHERE id = ANY(${ids}::text[])`;
  return z.array(z.object({ id: z.string(), stamp: z.string(), state: z.unknown() })).parse(rows);
}

/**
 * Lanes whose first unfinished effect could be done now, is not being done by a living process, and has no job that does it
 * by `soon`, or when Slack will take calls again. `anyway`: types of effects that are settled even though what they need has failed.
 */
export async function readStuckLanes(
  tx: Tx,
  { now, soon, anyway, most }: { now: Date; soon: Date; anyway: readonly string[]; most: number },
): Promise<string[]> {
  const rows = await tx.$queryRaw`
    WITH head AS (
      SELECT DISTINCT ON (lane) lane, needs, type, owner, not_before FROM effect
      WHERE state IN ('planned', 'sending') ORDER BY lane, seq)
    SELECT head.lane FROM head LEFT JOIN effect AS needed ON needed.id = head.needs
    WHERE head.not_before <= ${now}
      AND (head.needs IS NULL OR needed.state IS NULL OR needed.state IN ('sent', 'cancelled')
        OR (needed.state = 'failed' AND head.type = ANY(${[...anyway]}::text[])))
      AND NOT EXISTS (SELECT 1 FROM process WHERE process.id = head.owner AND process.stopped_at IS NULL)
      AND NOT EXISTS (
        SELECT 1 FROM graphile_worker._private_jobs
        WHERE key = 'drain:' || head.lane AND attempts < max_attempts AND (locked_at IS NOT NULL OR run_at <= ${soon}
            OR run_at <= (SELECT max(until) + interval '10 seconds' FROM slack_limit)))
    LIMIT ${most}`;
  return z
    .array(z.object({ lane: z.string() }))
    .parse(rows)
    .map(({ lane }) => lane);
}

// A timer that was due and is left to a replica of another version is looked at again in a moment.
const plannedWithin = 5000;
// One that failed is tried again later and later, which may be hours.
const retryWithin = 30_000;

/** What is wrong with a timer that should fire at `wake`; null when nothing is. */
export function faultOf(timer: StoredTimer, wake: Date | null, now: Date): Repair | null {
  if (timer.wakeAt === null) return wake === null ? null : 'wake_time_missing';
  if (wake?.getTime() !== timer.wakeAt.getTime()) return 'wake_time_wrong';
  const { job } = timer;
  if (job === null) return 'timer_without_job';
  if (job.running) return null;
  if (job.exhausted) return 'timer_job_exhausted';
  const patience = job.attempts === 0 ? plannedWithin : retryWithin;
  return job.runAt.getTime() > Math.max(wake.getTime(), now.getTime()) + patience ? 'timer_job_late' : null;
}

function timersIn(rows: unknown): StoredTimer[] {
  return z
    .array(rowSchema)
    .parse(rows)
    .map(({ id, stamp, wakeAt, runAt, running, exhausted, attempts }) => ({
      id,
      stamp,
      wakeAt,
      job:
        runAt === null
          ? null
          : { runAt, running: running === true, exhausted: exhausted === true, attempts: attempts ?? 0 },
    }));
}
