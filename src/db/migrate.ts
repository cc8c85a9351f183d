import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runMigrations } from 'graphile-worker';
import type pg from 'pg';
import { z } from 'zod';
import { UserError } from '../errors.ts';

const MIGRATIONS_FOLDER = join(import.meta.dirname, '../../prisma/migrations');

// The table of `prisma migrate`, so that `prisma migrate status` and `prisma migrate deploy` agree with what was done here.
const HISTORY_TABLE = `
CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id"                    VARCHAR(36) PRIMARY KEY NOT NULL,
    "checksum"              VARCHAR(64) NOT NULL,
    "finished_at"           TIMESTAMPTZ,
    "migration_name"        VARCHAR(255) NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        TIMESTAMPTZ,
    "started_at"            TIMESTAMPTZ NOT NULL DEFAULT now(),
    "applied_steps_count"   INTEGER NOT NULL DEFAULT 0
)`;

// Any number that nobody else uses as an advisory lock; replicas that start together take turns.
const ADVISORY_LOCK = 72_707_369;

type Migration = { name: string; sql: string; checksum: string };

// A migration that takes something away says since which one no version uses it; kept in the history for versions that do.
const unusedSince = /^-- unused since (\d{14}_\w+)$/m;

const Recorded = z.object({
  migration_name: z.string(),
  checksum: z.string(),
  finished: z.boolean(),
  unused_since: z.string().nullable(),
});
type Recorded = z.infer<typeof Recorded>;

/**
 * Brings the schema up to date, ours and graphile-worker's, each migration in its own transaction, and answers the names of
 * those it applied; `upTo` names the last one that is wanted. A database that a newer version has brought further is taken as it is, unless
 * something that this version uses is gone: then, and when its history was tampered with, a UserError is thrown.
 */
export async function applyMigrations(
  pool: pg.Pool,
  folder: string = MIGRATIONS_FOLDER,
  upTo: string | null = null,
): Promise<string[]> {
  const all = await readMigrations(folder);
  const migrations = upTo === null ? all : all.filter(({ name }) => name <= upTo);
  const applied: string[] = [];
  for (let next = await applyNext(pool, migrations); next; next = await applyNext(pool, migrations)) {
    applied.push(next);
  }
  await runMigrations({ pgPool: pool });
  return applied;
}

/** The migrations that this version of the code has, in order. */
export async function readMigrations(folder: string = MIGRATIONS_FOLDER): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return Promise.all(
    names.toSorted().map(async (name) => {
      const sql = await readFile(join(folder, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

/** Applies the first migration that is missing, or answers null when none is. */
async function applyNext(pool: pg.Pool, migrations: Migration[]): Promise<string | null> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock($1)', [ADVISORY_LOCK]);
    await client.query(HISTORY_TABLE);
    const recorded = await readHistory(client);
    refuseForeignHistory(migrations, recorded);
    const next = migrations.find(({ name }) => !recorded.some((row) => row.migration_name === name));
    if (next) {
      await client.query(next.sql);
      await client.query(
        `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, logs, started_at, finished_at, applied_steps_count)
         VALUES ($1, $2, $3, $4, now(), clock_timestamp(), 1)`,
        [randomUUID(), next.checksum, next.name, unusedSince.exec(next.sql)?.[1] ?? null],
      );
    }
    await client.query('COMMIT');
    client.release();
    return next?.name ?? null;
  } catch (error) {
    client.release(true); // ends the connection and with it the transaction
    throw error;
  }
}

/** The migrations that a database has. */
export async function readHistory(client: pg.ClientBase): Promise<Recorded[]> {
  const { rows } = await client.query(
    `SELECT migration_name, checksum, finished_at IS NOT NULL AS finished, logs AS unused_since
       FROM "_prisma_migrations" WHERE rolled_back_at IS NULL ORDER BY started_at`,
  );
  return z.array(Recorded).parse(rows);
}

function refuseForeignHistory(migrations: Migration[], recorded: Recorded[]): void {
  for (const { migration_name: name, checksum, finished, unused_since: since } of recorded) {
    const known = migrations.find((migration) => migration.name === name);
    // During a rolling upgrade the old version goes on beside the new one.
    if (!known && (since === null || migrations.some((migration) => migration.name === since))) continue;
    if (!known) {
      throw new UserError(
        'database_is_newer',
        `The database is newer than this Muster: it has the migration ${name}, which takes away what this version uses.`,
        'Start the version that wrote it, or a later one.',
      );
    }
    if (!finished) {
      throw new UserError(
        'migration_unfinished',
        `The migration ${name} was begun on this database and not finished.`,
        'Look at what it left, then tell Prisma with `npx prisma migrate resolve`.',
      );
    }
    if (known.checksum !== checksum) {
      throw new UserError(
        'migration_changed',
        `The migration ${name} was changed after it was applied to this database.`,
        'Restore prisma/migrations from the release; a change of the schema needs a new migration.',
      );
    }
  }
}
