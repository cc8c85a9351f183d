import { randomUUID } from 'node:crypto';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { runOnce } from 'graphile-worker';
import { Logger } from 'graphile-worker';
import { z } from 'zod';
import { type Database, openDatabase } from '../../db/connect.ts';
import { findFolderHolder } from '../../db/folder-lock.ts';
import { readHistory, readMigrations } from '../../db/migrate.ts';
import { workerOptions } from '../../db/worker-options.ts';
import { UserError } from '../../errors.ts';
import { urlOf } from '../../web/url-of.ts';
import { counted } from '../tell-verified.ts';
import { type Check, type Desk, type Finding, bad, good, odd } from './check.ts';
import { lookAtReview } from './look-at-review.ts';

const ready = z.object({
  checks: z.record(z.string(), z.object({ ok: z.boolean(), detail: z.string() })),
  notes: z.array(z.string()).default([]),
});
const patience = 5000;

/** The database answers and takes what is written, its tables are of this version, and its queue does a job. */
export const checkDatabase: Check = {
  name: 'database',
  run: async (desk) => {
    const { databaseUrl, dataFolder } = desk.config;
    if (databaseUrl === null) {
      if ((await findFolderHolder(dataFolder)) !== null)
        return [...(await askBot(desk)), ...(await lookAtReview(desk, null))];
      if (!(await exists(join(dataFolder, 'postgres'))))
        return [odd(`There is none in ${dataFolder} yet; the first start of the bot makes it.`)];
    }
    return withDatabase(desk, async (db) => {
      const findings = await lookAtTables(db);
      if (findings.some(({ mark }) => mark !== '✓')) return findings;
      return [...findings, await tryWriting(db), await tryQueue(db), ...(await lookAtReview(desk, db))];
    });
  },
};

// Two processes on one folder would lose what they write, so the bot is asked, which has it.
async function askBot({ config }: Desk): Promise<Finding[]> {
  const url = `${urlOf(config.host, config.port)}/readyz`;
  const held = `The running bot has the embedded database in ${config.dataFolder}`;
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(patience) });
    const { checks, notes } = ready.parse(await answer.json());
    return [
      good(`${held}, so it was asked (${url}):`),
      ...Object.entries(checks).map(([name, { ok, detail }]) => (ok ? good : bad)(`${name}: ${detail}`)),
      ...notes.map((note) => odd(note)),
    ];
  } catch {
    return [bad(`${held}, and ${url} does not answer. Set HOST and PORT as the bot has them, or look at its log.`)];
  }
}

async function withDatabase({ config }: Desk, work: (db: Database) => Promise<Finding[]>): Promise<Finding[]> {
  const where = config.databaseUrl === null ? `in ${config.dataFolder}` : `at ${new URL(config.databaseUrl).host}`;
  let db: Database | null = null;
  try {
    db = await openDatabase({
      databaseUrl: config.databaseUrl ?? undefined,
      folder: config.dataFolder,
      whenHeld: 'join',
    });
    if (!(await db.alive()))
      return [
        bad(`PostgreSQL ${where} does not answer. Is it up, and is DATABASE_URL right (user, password, database)?`),
      ];
    const { rows } = await db.pool.query('SHOW server_version');
    const version = z.array(z.object({ server_version: z.string() })).parse(rows)[0]?.server_version ?? '';
    return [good(`PostgreSQL ${version.split(' ')[0]} ${where} answers`), ...(await work(db))];
  } catch (error) {
    if (error instanceof UserError) return [bad(`${error.message} ${error.remedy}`)];
    return [bad(`The database ${where} cannot be used: ${error instanceof Error ? error.message : 'unknown'}.`)];
  } finally {
    await db?.close();
  }
}

async function lookAtTables({ pool }: Database): Promise<Finding[]> {
  const { rows } = await pool.query(`SELECT to_regclass('_prisma_migrations') IS NULL AS empty`);
  if (z.array(z.object({ empty: z.boolean() })).parse(rows)[0]?.empty !== false)
    return [odd('It is empty; the first start of the bot makes its tables.')];
  const client = await pool.connect();
  try {
    const [recorded, known] = [await readHistory(client), await readMigrations()];
    const foreign = recorded.find(({ migration_name: name }) => !known.some((one) => one.name === name));
    if (foreign !== undefined)
      return [
        bad(
          `It has the migration ${foreign.migration_name}, which this Muster does not know: start the version that wrote it, or a later one.`,
        ),
      ];
    const missing = known.filter(({ name }) => !recorded.some((one) => one.migration_name === name));
    if (missing.length > 0)
      return [
        odd(
          `${counted(missing.length, 'migration is', 'migrations are')} not applied yet: ${missing.map(({ name }) => name).join(', ')}. The next start does it; back up before.`,
        ),
      ];
    return [good(`all ${known.length} migrations are applied`)];
  } finally {
    client.release();
  }
}

async function tryWriting({ pool }: Database): Promise<Finding> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('INSERT INTO delivery (workspace, key, at) VALUES ($1, $2, now())', ['doctor', randomUUID()]);
    return good('it takes what is written (taken back)');
  } catch (error) {
    return bad(`It does not take what is written: ${error instanceof Error ? error.message : 'unknown'}.`);
  } finally {
    await client.query('ROLLBACK').catch(() => {});
    client.release();
  }
}

/** A job of a name that no bot knows, so that only this process takes it. */
async function tryQueue(db: Database): Promise<Finding> {
  const task = `doctor-${randomUUID()}`;
  let done = false;
  try {
    await db.pool.query('SELECT graphile_worker.add_job($1)', [task]);
    const logger = new Logger(() => () => {});
    await runOnce({
      ...workerOptions(db),
      logger,
      noHandleSignals: true,
      taskList: { [task]: () => void (done = true) },
    });
  } catch (error) {
    return bad(`The queue did not take a job: ${error instanceof Error ? error.message : 'unknown'}.`);
  }
  return done ? good('queue: a job was added and done') : bad('A job was added to the queue and not done.');
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
