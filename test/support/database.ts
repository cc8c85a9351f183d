import { randomUUID } from 'node:crypto';
import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { inject } from 'vitest';
import { clockOffset } from '../../sandbox/clock.ts';
import { type Database, openDatabase } from '../../src/db/connect.ts';
import { type Embedded, startEmbedded } from '../../src/db/embedded.ts';
import { makeFastFolder } from './fast-folder.ts';
import { runOnServer, withDatabase } from './template-database.ts';

const run = promisify(execFile);

/** A migrated, empty database that nobody has opened yet: for a child process, or for openDatabase. */
export type TestDatabaseFiles = {
  /** Where the embedded database has its data; an empty folder on a server. */
  folder: string;
  /** Set when the tests run on TEST_DATABASE_URL. */
  databaseUrl?: string;
  remove(): Promise<void>;
};

/** Makes a fresh database without opening it, by copying the one that was migrated once for this run. */
export async function makeTestDatabase(): Promise<TestDatabaseFiles> {
  const template = inject('templateDatabase');
  const folder = await makeFastFolder();
  if ('folder' in template) {
    // Its thousand files cost a process of its own less than this one.
    await run('cp', ['-r', `${template.folder}/.`, folder]);
    return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
  }
  const name = `muster_test_${randomUUID().replaceAll('-', '')}`;
  await runOnServer(template.serverUrl, `CREATE DATABASE ${name} TEMPLATE ${template.name}`);
  return {
    folder,
    databaseUrl: withDatabase(template.serverUrl, name),
    async remove() {
      await runOnServer(template.serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

type Kept = { folder: string; embedded: Embedded; migrations: string };

// The next file begins at the present again. A timer of PostgreSQL's own that is further ahead than Node counts (24 days) would then
// go off at once, for ever.
const furthestAhead = 14 * 86_400_000;

// A worker's files come one after the other, and to start the embedded database is half of what an empty world costs.
let kept: Kept | null = null;
let isLent = false;

/**
 * An empty database for whoever opens it in this process with `whenHeld: 'join'`. The embedded one goes on running and is
 * emptied by `remove`, for the next file of this worker.
 */
export async function borrowTestDatabase(): Promise<TestDatabaseFiles> {
  if (isLent || !('folder' in inject('templateDatabase'))) return makeTestDatabase();
  kept ??= await keepOne();
  const { folder, embedded, migrations } = kept;
  isLent = true;
  return {
    folder,
    async remove() {
      isLent = false;
      // What cannot be emptied, has another schema now, or was too far ahead is not lent again.
      kept = null;
      if (clockOffset() < furthestAhead && (await emptyTables(embedded.connection)) === migrations)
        kept = { folder, embedded, migrations };
      else await embedded.stop();
    },
  };
}

async function keepOne(): Promise<Kept> {
  const { folder } = await makeTestDatabase();
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const embedded = await startEmbedded({ folder });
  return { folder, embedded, migrations: await emptyTables(embedded.connection) };
}

/** Answers which migrations were applied. */
async function emptyTables(connection: pg.PoolConfig): Promise<string> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
        WHERE schemaname IN ('public', 'graphile_worker') AND tablename NOT IN ('_prisma_migrations', 'migrations', '_private_tasks')`,
    );
    for (const { name } of rows) await client.query(`DELETE FROM ${name}`);
    const applied = await client.query(
      'SELECT migration_name, checksum FROM _prisma_migrations ORDER BY migration_name',
    );
    return JSON.stringify(applied.rows);
  } finally {
    await client.end();
  }
}

/** Opens a fresh database for one test file (beforeAll); `close` ends it and removes it (afterAll). */
export async function openTestDatabase(): Promise<{ database: Database; close(): Promise<void> }> {
  const { remove, ...files } = await borrowTestDatabase();
  const database = await openDatabase({ ...files, whenHeld: 'join' });
  return {
    database,
    async close() {
      await database.close();
      await remove();
    },
  };
}
