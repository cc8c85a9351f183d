import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { openDatabase } from '../../src/db/connect.ts';
import { startEmbedded } from '../../src/db/embedded.ts';
import { applyMigrations } from '../../src/db/migrate.ts';
import { makeTestDatabase } from '../support/database.ts';
import { runOnServer, withDatabase } from '../support/template-database.ts';

/** A folder with a migrated, empty embedded database, also where the tests run on a server. */
export async function makeEmbeddedFolder(): Promise<{ folder: string; remove(): Promise<void> }> {
  const made = await makeTestDatabase();
  if (made.databaseUrl === undefined) return made;
  await made.remove();
  const folder = await mkdtemp(join(tmpdir(), 'muster-folder-'));
  const db = await openDatabase({ folder, whenHeld: 'refuse' });
  await applyMigrations(db.pool);
  await db.close();
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** An empty database to move to; `bot` is how a bot finds it after `release`. */
export type Target = {
  url: string;
  bot: { folder: string; databaseUrl?: string };
  release(): Promise<void>;
  remove(): Promise<void>;
};

/** On TEST_DATABASE_URL a database of its own; else a second embedded PostgreSQL, reached through its socket as a server is. */
export async function makeTarget(): Promise<Target> {
  const template = inject('templateDatabase');
  if ('folder' in template) {
    // Migrated already: to make one anew takes as long as the rest of the move.
    const { folder, remove } = await makeTestDatabase();
    const { connection, stop } = await startEmbedded({ folder });
    const url = `postgresql://postgres@localhost/postgres?host=${encodeURIComponent(String(connection.host))}`;
    return { url, bot: { folder }, release: stop, remove };
  }
  const folder = await mkdtemp(join(tmpdir(), 'muster-target-'));
  const { serverUrl } = template;
  const name = `muster_target_${Date.now()}`;
  await runOnServer(serverUrl, `CREATE DATABASE ${name}`);
  const url = withDatabase(serverUrl, name);
  return {
    url,
    bot: { folder, databaseUrl: url },
    release: async () => {},
    async remove() {
      await runOnServer(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
