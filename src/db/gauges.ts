import { z } from 'zod';
import { Prisma } from './generated/client.ts';
import type { Tx } from './incidents.ts';

/** How things stand in the database: the same whichever replica asks. Numbers alone, so private incidents are among them. */
export type Gauges = {
  /** Open incidents. `unanswered`: nobody acknowledged within the policy's time; `overdue`: their update is. */
  incidents: { severity: string; kind: string; open: number; unanswered: number; overdue: number }[];
  /** Jobs of the queue: to be done now, planned for later, being done, given up. */
  jobs: { due: number; waiting: number; running: number; failed: number };
  /** When the oldest job was due that nobody has begun; null when none is. */
  oldestDue: Date | null;
  /** Effects on their way, and those of open incidents that failed: somebody has to press *Retry*. */
  effects: { planned: number; sending: number; failed: number };
  /** Processes that were heard of within the last half minute. */
  replicas: number;
};

const number = z.coerce.number();
const incidentRows = z.array(
  z.object({ severity: z.string(), kind: z.string(), open: number, unanswered: number, overdue: number }),
);
const jobRows = z.array(
  z.object({ due: number, waiting: number, running: number, failed: number, oldestDue: z.date().nullable() }),
);
const effectRows = z.array(z.object({ planned: number, sending: number, failed: number }));
const oldestRows = z.array(z.object({ oldestDue: z.date().nullable() }));

const heardWithin = 30_000;

/** Counted by indexes over what is open, unfinished or failed, so that nothing of it grows with history. */
export async function readGauges(tx: Tx, now: Date): Promise<Gauges> {
  const [incidents, [jobs], [effects], replicas] = await Promise.all([
    tx.$queryRaw`
      SELECT severity, kind, count(*) AS open,
        count(*) FILTER (WHERE kind = 'real' AND status <> 'monitoring' AND state->'ladder'->>'respondWithinMissed' = 'true'
          AND state->>'standing' IS NULL) AS unanswered,
        count(*) FILTER (WHERE kind <> 'backfill' AND state->>'parked' IS NULL
          AND state->'cadence'->>'due' COLLATE "C" < ${now.toISOString()}) AS overdue
      FROM incident WHERE status IN ('investigating', 'identified', 'monitoring') GROUP BY severity, kind`.then(
      incidentRows.parse,
    ),
    // A job that is added anew while it runs leaves its old row without a key: that one has not failed.
    tx.$queryRaw`
      SELECT count(*) FILTER (WHERE ${isDue(now)}) AS due,
        count(*) FILTER (WHERE locked_at IS NULL AND attempts < max_attempts AND run_at > ${now}) AS waiting,
        count(*) FILTER (WHERE locked_at IS NOT NULL) AS running,
        count(*) FILTER (WHERE locked_at IS NULL AND attempts >= max_attempts AND key IS NOT NULL) AS failed,
        min(run_at) FILTER (WHERE ${isDue(now)}) AS "oldestDue"
      FROM graphile_worker._private_jobs`.then(jobRows.parse),
    tx.$queryRaw`
      SELECT
        count(*) FILTER (WHERE state = 'planned') AS planned, count(*) FILTER (WHERE state = 'sending') AS sending,
        (SELECT count(*) FROM incident JOIN effect ON effect.incident_id = incident.id AND effect.state = 'failed'
          WHERE incident.status IN ('investigating', 'identified', 'monitoring')) AS failed
      FROM effect WHERE state IN ('planned', 'sending')`.then(effectRows.parse),
    tx.process.count({ where: { stoppedAt: null, heartbeatAt: { gt: new Date(now.getTime() - heardWithin) } } }),
  ]);
  const { oldestDue, ...counts } = jobs ?? { due: 0, waiting: 0, running: 0, failed: 0, oldestDue: null };
  return { incidents, jobs: counts, oldestDue, effects: effects ?? { planned: 0, sending: 0, failed: 0 }, replicas };
}

/** When the oldest job was due that nobody has begun; null when none is. */
export async function readOldestDue(tx: Tx, now: Date): Promise<Date | null> {
  const rows = await tx.$queryRaw`
    SELECT min(run_at) AS "oldestDue" FROM graphile_worker._private_jobs WHERE ${isDue(now)}`;
  return oldestRows.parse(rows)[0]?.oldestDue ?? null;
}

/** A job that could be begun, and that nobody has begun. */
function isDue(now: Date): Prisma.Sql {
  return Prisma.sql`locked_at IS NULL AND attempts < max_attempts AND run_at <= ${now}`;
}
