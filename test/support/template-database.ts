import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../../src/db/connect.ts';
import { applyMigrations } from '../../src/db/migrate.ts';
import { removeAbandoned } from './fast-folder.ts';

/** The migrated, empty database that every test file starts from a copy of. */
export type TemplateDatabase = { folder: string } | { serverUrl: string; name: string };

declare module 'vitest' {
  export interface ProvidedContext {
    templateDatabase: TemplateDatabase;
  }
}

const CACHE = resolve('node_modules/.cache/muster');

/** Vitest's global setup: migrates a template once, on TEST_DATABASE_URL or else in a folder; answers its teardown. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await removeAbandoned();
  const serverUrl = process.env.TEST_DATABASE_URL;
  const made = serverUrl ? await makeOnServer(serverUrl) : await makeInFolder();
  project.provide('templateDatabase', made.template);
  return made.remove;
}

type Made = { template: TemplateDatabase; remove(): Promise<void> };

/** Kept from run to run for as long as nothing that shapes it changes, because its first start takes about 5 s. */
async function makeInFolder(): Promise<Made> {
  const folder = join(CACHE, `template-database-${await fingerprint()}`);
  if (!existsSync(folder)) {
    const draft = join(CACHE, `draft-${randomUUID()}`);
    await migrate({ folder: draft });
    await rename(draft, folder).catch(() => rm(draft, { recursive: true })); // another run was faster
  }
  return { template: { folder }, remove: async () => {} };
}

async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  const migrations = (await readdir('prisma/migrations', { recursive: true })).filter((path) => path.endsWith('.sql'));
  const shaping = migrations.toSorted().map((path) => join('prisma/migrations', path));
  for (const path of [...shaping, 'src/db/migrate.ts', 'package-lock.json']) hash.update(await readFile(path));
  return hash.digest('hex').slice(0, 16);
}

async function makeOnServer(serverUrl: string): Promise<Made> {
  const name = `muster_template_${randomUUID().slice(0, 8)}`;
  await runOnServer(serverUrl, `CREATE DATABASE ${name}`);
  await migrate({ folder: '', databaseUrl: withDatabase(serverUrl, name) });
  return {
    template: { serverUrl, name },
    remove: () => runOnServer(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`),
  };
}

async function migrate(where: { folder: string; databaseUrl?: string }): Promise<void> {
  const database = await openDatabase({ ...where, whenHeld: 'refuse' });
  await applyMigrations(database.pool);
  await database.close();
}

/** Runs one statement that needs a connection of its own, such as CREATE DATABASE. */
export async function runOnServer(serverUrl: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** The address of another database of the same server. */
export function withDatabase(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}
