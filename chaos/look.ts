import pg from 'pg';
import { clockNow } from '../sandbox/clock.ts';

/** An incident as the harness has to know it to let people act on it. */
export type Known = {
  name: string;
  title: string;
  severity: string;
  status: string;
  private: boolean;
  channel: string | null;
  /** Grows with whatever is recorded of it. */
  version: number;
};

/**
 * What the harness looks up in the bot's database to steer the clock and the people: what is due and which incidents there are. The
 * checker sees nothing of it.
 */
export type Look = {
  /** The last that was known, where the database is away. */
  incidents(): Promise<Known[]>;
  /** What is due and not done yet. */
  due(): Promise<string[]>;
  /** When the next job is due that is not due yet. */
  next(): Promise<Date | null>;
  /** Has the workers look for jobs now. */
  nudge(): Promise<void>;
  close(): Promise<void>;
};

type Row = Omit<Known, 'name'> & { number: number };

/** Looks into one database. */
export function lookInto(databaseUrl: string): Look {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2, connectionTimeoutMillis: 3000 });
  pool.on('error', () => {}); // a server that is restarted breaks them
  pool.on('connect', (client) => client.on('error', () => {}));
  let known: Known[] = [];
  return {
    incidents: async () => {
      const found = await pool
        .query<Row>(
          'SELECT number, title, severity, status, private, channel_id AS channel, version FROM incident ORDER BY number',
        )
        .catch(() => null);
      if (found !== null) known = found.rows.map(({ number, ...row }) => ({ name: `INC-${number}`, ...row }));
      return known;
    },
    due: async () => {
      const { rows } = await pool.query<{ name: string }>(
        `SELECT coalesce(jobs.key, tasks.identifier) AS name
           FROM graphile_worker._private_jobs jobs JOIN graphile_worker._private_tasks tasks ON tasks.id = jobs.task_id
          WHERE (jobs.attempts < jobs.max_attempts OR jobs.locked_at IS NOT NULL) AND jobs.run_at <= $1
         UNION ALL SELECT 'effect ' || id FROM effect WHERE state = 'sending'`,
        [clockNow()],
      );
      return rows.map(({ name }) => name);
    },
    next: async () => {
      const { rows } = await pool.query<{ next: Date | null }>(
        'SELECT min(run_at) AS next FROM graphile_worker._private_jobs WHERE attempts < max_attempts AND run_at > $1',
        [clockNow()],
      );
      return rows[0]?.next ?? null;
    },
    nudge: async () => void (await pool.query(`NOTIFY "jobs:insert", '{"count":8}'`).catch(() => {})),
    close: () => pool.end(),
  };
}
