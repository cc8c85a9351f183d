import { randomUUID } from 'node:crypto';
import { execFile } from 'node:child_process';
import { existsSync, statfsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inject } from 'vitest';
import { type Database, openDatabase } from '../../src/db/connect.ts';
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

// Memory where the machine has plenty of it: a killed process loses nothing there either. A container's usual 64 MB are too few.
function fastFolder(): string {
  const memory = '/dev/shm';
  if (!existsSync(memory)) return tmpdir();
  const { bavail, bsize } = statfsSync(memory);
  return bavail * bsize > 4 * 1024 ** 3 ? memory : tmpdir();
}

/** Makes a fresh database without opening it, by copying the one that was migrated once for this run. */
export async function makeTestDatabase(): Promise<TestDatabaseFiles> {
  const template = inject('templateDatabase');
  const folder = await mkdtemp(join(fastFolder(), 'muster-test-'));
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

/** Opens a fresh database for one test file (beforeAll); `close` ends it and removes it (afterAll). */
export async function openTestDatabase(): Promise<{ database: Database; close(): Promise<void> }> {
  const { remove, ...files } = await makeTestDatabase();
  const database = await openDatabase({ ...files, whenHeld: 'refuse' });
  return {
    database,
    async close() {
      await database.close();
      await remove();
    },
  };
}
