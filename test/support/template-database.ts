import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../../src/db/connect.ts';
import { applyMigrations } from '../../src/db/migrate.ts';

/** The migrated, empty database that every test file starts from a copy of. */
export type TemplateDatabase = { folder: string } | { serverUrl: string; name: string };

declare module 'vitest' {
  export interface ProvidedContext {
    templateDatabase: TemplateDatabase;
  }
}

/** Vitest's global setup: migrates a template once, on TEST_DATABASE_URL or else in a folder; answers its teardown. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const serverUrl = process.env.TEST_DATABASE_URL;
  const made = serverUrl ? await makeOnServer(serverUrl) : await makeInFolder();
  project.provide('templateDatabase', made.template);
  return made.remove;
}

type Made = { template: TemplateDatabase; remove(): Promise<void> };

async function makeInFolder(): Promise<Made> {
  const folder = await mkdtemp(join(tmpdir(), 'muster-template-'));
  await migrate({ folder });
  return { template: { folder }, remove: () => rm(folder, { recursive: true, force: true }) };
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
