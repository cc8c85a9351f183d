import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readMigrations } from '../../scripts/read-migrations.ts';
import { loadSchemaEngine } from '../../scripts/schema-engine.ts';
import type { Database } from '../../src/db/connect.ts';
import { applyMigrations } from '../../src/db/migrate.ts';
import { openTestDatabase } from '../support/database.ts';

const MIGRATIONS = resolve('prisma/migrations');

let database: Database;
let close: () => Promise<void>;
let folder: string;

beforeAll(async () => {
  ({ database, close } = await openTestDatabase());
  folder = await mkdtemp(join(tmpdir(), 'muster-migrations-'));
  await cp(MIGRATIONS, folder, { recursive: true });
});

afterAll(async () => {
  await close();
  await rm(folder, { recursive: true, force: true });
});

test('migrating a migrated database does nothing', async () => {
  expect(await applyMigrations(database.pool)).toEqual([]);
});

test('the history is one that Prisma takes for its own', async () => {
  const engine = await loadSchemaEngine(database.pool);

  const diagnosis = await engine.diagnoseMigrationHistory({
    migrationsList: await readMigrations(MIGRATIONS),
    optInToShadowDatabase: false,
    filters: { externalTables: [], externalEnums: [] },
  });

  expect(diagnosis).toMatchObject({
    hasMigrationsTable: true,
    editedMigrationNames: [],
    failedMigrationNames: [],
    history: null,
  });
});

test('a new migration is applied once, even when replicas start together', async () => {
  await addMigration('29990101000000_add_note', 'CREATE TABLE note (id TEXT PRIMARY KEY);');

  const applied = await Promise.all([1, 2, 3].map(() => applyMigrations(database.pool, folder)));

  expect(applied.flat()).toEqual(['29990101000000_add_note']);
});

test('a migration that fails leaves neither its first half nor a record', async () => {
  await addMigration('29990102000000_broken', 'CREATE TABLE half (id TEXT); SELECT no_such_column;');

  await expect(applyMigrations(database.pool, folder)).rejects.toThrow('no_such_column');

  const { rows } = await database.pool.query(`SELECT to_regclass('half') AS half`);
  expect(rows).toEqual([{ half: null }]);
  await removeMigration('29990102000000_broken');
  expect(await applyMigrations(database.pool, folder)).toEqual([]);
});

test('a version from before the newest migration still starts, as long as nothing that it uses is gone', async () => {
  expect(await applyMigrations(database.pool, MIGRATIONS)).toEqual([]);

  await addMigration(
    '29990103000000_drop_body',
    '-- unused since 29990101000000_add_note\nALTER TABLE note DROP COLUMN id;',
  );
  await applyMigrations(database.pool, folder);

  expect(await applyMigrations(database.pool, folder, '29990101000000_add_note')).toEqual([]);
  await expect(applyMigrations(database.pool, MIGRATIONS)).rejects.toMatchObject({
    code: 'database_is_newer',
    message: expect.stringContaining('29990103000000_drop_body'),
  });
});

test('a migration that was edited after it was applied is refused', async () => {
  await addMigration('29990101000000_add_note', 'CREATE TABLE note (id TEXT PRIMARY KEY, body TEXT);');

  await expect(applyMigrations(database.pool, folder)).rejects.toMatchObject({
    code: 'migration_changed',
    message: expect.stringContaining('29990101000000_add_note'),
  });
});

async function addMigration(name: string, sql: string): Promise<void> {
  await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, name, 'migration.sql'), sql);
}

async function removeMigration(name: string): Promise<void> {
  await rm(join(folder, name), { recursive: true });
}
