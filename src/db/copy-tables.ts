import type pg from 'pg';
import { z } from 'zod';

/** Rows of one table as JSON texts; `jobs` are those of graphile-worker, which keep their key and their time. */
export type Batch = { table: string; rows: string[] };

/** The name under which the waiting jobs travel with the tables. */
export const jobsTable = 'jobs';

const batchSize = 500;
const named = z.array(z.object({ name: z.string() }));
const texts = z.array(z.object({ row: z.string() }));

const waitingJobs = `
  SELECT json_build_object('task', task.identifier, 'payload', job.payload, 'runAt', job.run_at, 'key', job.key,
    'maxAttempts', job.max_attempts, 'priority', job.priority)::text AS row
  FROM graphile_worker._private_jobs AS job JOIN graphile_worker._private_tasks AS task ON task.id = job.task_id
  WHERE job.attempts < job.max_attempts OR job.locked_at IS NOT NULL`;

/** Our tables; the history of migrations is not data. */
export async function tablesOf(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query(
    `SELECT table_name AS name FROM information_schema.tables
      WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> '_prisma_migrations' ORDER BY table_name`,
  );
  return named.parse(rows).map(({ name }) => name);
}

/**
 * Everything that is recorded, as of one moment, in batches; the waiting jobs come last. The client has a transaction open
 * until the last batch was taken, and on the embedded database everybody else waits for it.
 */
export async function* readEverything(client: pg.ClientBase): AsyncGenerator<Batch> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  try {
    for (const table of await tablesOf(client))
      yield* readQuery(client, table, `SELECT to_jsonb(t)::text AS row FROM ${quoted(table)} AS t`);
    yield* readQuery(client, jobsTable, waitingJobs);
  } finally {
    await client.query('ROLLBACK');
  }
}

async function* readQuery(client: pg.ClientBase, table: string, query: string): AsyncGenerator<Batch> {
  await client.query(`DECLARE batches NO SCROLL CURSOR FOR ${query}`);
  for (;;) {
    const { rows } = await client.query(`FETCH ${batchSize} FROM batches`);
    const batch = texts.parse(rows).map(({ row }) => row);
    if (batch.length > 0) yield { table, rows: batch };
    if (batch.length < batchSize) break;
  }
  await client.query('CLOSE batches');
}

/** Puts rows into a database whose schema is that of where they came from. */
export async function writeBatch(client: pg.ClientBase, { table, rows }: Batch): Promise<void> {
  const json = `[${rows.join(',')}]`;
  if (table === jobsTable)
    await client.query(
      `SELECT graphile_worker.add_job(job->>'task', (job->'payload')::json, run_at := (job->>'runAt')::timestamptz,
         job_key := job->>'key', max_attempts := (job->>'maxAttempts')::int, priority := (job->>'priority')::int)
       FROM jsonb_array_elements($1::jsonb) AS job`,
      [json],
    );
  else {
    const columns = (await ownColumns(client, table)).map(quoted).join(', ');
    await client.query(
      `INSERT INTO ${quoted(table)} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::${quoted(table)}, $1::jsonb)`,
      [json],
    );
  }
}

// What PostgreSQL makes of the other columns cannot be written.
async function ownColumns(client: pg.ClientBase, table: string): Promise<string[]> {
  const { rows } = await client.query(
    `SELECT column_name AS name FROM information_schema.columns
      WHERE table_schema = 'public' AND table_name = $1 AND is_generated = 'NEVER' ORDER BY ordinal_position`,
    [table],
  );
  return named.parse(rows).map(({ name }) => name);
}

/** Lets every counter of a column go on behind the rows that were written with their numbers. */
export async function continueSequences(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query(
    `SELECT table_name AS table, column_name AS column FROM information_schema.columns
      WHERE table_schema = 'public' AND column_default LIKE 'nextval(%'`,
  );
  for (const { table, column } of z.array(z.object({ table: z.string(), column: z.string() })).parse(rows))
    await client.query(
      `SELECT setval(pg_get_serial_sequence($1, $2), greatest((SELECT max(${quoted(column)}) FROM ${quoted(table)}), 1))`,
      [quoted(table), column],
    );
}

/** How many rows each table has, the empty ones left out. */
export async function countRows(client: pg.ClientBase): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of await tablesOf(client)) {
    const { rows } = await client.query(`SELECT count(*)::int AS count FROM ${quoted(table)}`);
    const [first] = z.array(z.object({ count: z.number() })).parse(rows);
    if (first !== undefined && first.count > 0) counts[table] = first.count;
  }
  return counts;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
