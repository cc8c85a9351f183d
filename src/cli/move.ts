import { access } from 'node:fs/promises';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { join } from 'node:path';
import type pg from 'pg';
import { z } from 'zod';
import { type Database, openDatabase } from '../db/connect.ts';
import { continueSequences, countRows, jobsTable, readEverything, writeBatch } from '../db/copy-tables.ts';
import { applyMigrations, readHistory, readMigrations } from '../db/migrate.ts';
import { UserError } from '../errors.ts';
import { maskText } from '../log.ts';
import type { CliCommand, Terminal } from './command.ts';
import { requireEmbedded } from './embedded-only.ts';
import { counted, tellCounts, tellVerified } from './tell-verified.ts';

const instead = 'There is nothing to move. From server to server: pg_dump "$DATABASE_URL" | psql <the other one>.';
const oldest = 15;

/** Takes everything from the embedded database to a PostgreSQL server. */
export const move: CliCommand = {
  usage: 'move --to postgresql://user:password@host:5432/muster',
  does: 'takes everything from the embedded database to an empty PostgreSQL server, while the bot is stopped',
  noted: 'before',
  async run(args, terminal) {
    const { values } = parseArgs({ args, options: { to: { type: 'string' } } });
    const folder = requireEmbedded(terminal, instead);
    const databaseUrl = requireAddress(values.to);
    await requireRecord(folder);
    const source = await openDatabase({ folder, whenHeld: 'refuse' });
    try {
      const target = await openDatabase({ databaseUrl, folder, whenHeld: 'refuse' });
      try {
        await copy(source, target, terminal);
        const code = await tellVerified(target, terminal);
        terminal.out(
          `Put this into .env and start the bot; what is open goes on:\n  DATABASE_URL=${maskText(databaseUrl)}`,
        );
        terminal.out(
          `${folder} stays as it was. Delete it when the bot runs on the server; never start a bot on it again.`,
        );
        return code;
      } finally {
        await target.close();
      }
    } finally {
      await source.close();
    }
  },
};

function requireAddress(to: string | undefined): string {
  if (to !== undefined && /^postgres(ql)?:\/\/\S+$/.test(to)) return to;
  throw new UserError(
    'no-address',
    to === undefined ? 'It was not said where to move it.' : 'That is not a PostgreSQL address.',
    'Write muster move --to postgresql://user:password@host:5432/muster.',
  );
}

async function requireRecord(folder: string): Promise<void> {
  await access(join(folder, 'postgres')).catch((cause: unknown) => {
    throw new UserError(
      'no-record',
      `There is no record in ${folder}.`,
      'Run this where the bot runs, or set DATA_FOLDER as the bot has it.',
      { cause },
    );
  });
}

/** All of it or nothing: one transaction there, one moment here. */
async function copy(source: Database, target: Database, terminal: Terminal): Promise<void> {
  const to = await reach(target);
  try {
    await requireVersion(to);
    await applyMigrations(target.pool);
    const from = await source.pool.connect();
    try {
      await requireCurrent(from);
      await to.query('BEGIN');
      await requireEmpty(to);
      await copyRows(from, to, terminal);
      const [here, there] = [await countRows(from), await countRows(to)];
      if (!isDeepStrictEqual(here, there)) throw new Error(`The counts differ: ${JSON.stringify({ here, there })}`);
      await to.query('COMMIT');
      terminal.out(`Moved: ${tellCounts(there)}.`);
    } finally {
      from.release();
    }
    to.release();
  } catch (error) {
    to.release(true); // ends the connection and with it the transaction
    throw error;
  }
}

async function copyRows(from: pg.PoolClient, to: pg.PoolClient, terminal: Terminal): Promise<void> {
  let table = '';
  let count = 0;
  const tell = (): void => {
    if (count > 0) terminal.out(`  ${table}: ${counted(count, table === jobsTable ? 'job' : 'row')}`);
  };
  for await (const batch of readEverything(from)) {
    if (batch.table !== table) {
      tell();
      table = batch.table;
      count = 0;
    }
    await writeBatch(to, batch);
    count += batch.rows.length;
  }
  tell();
  await continueSequences(to);
}

async function reach({ pool }: Database): Promise<pg.PoolClient> {
  try {
    return await pool.connect();
  } catch (cause) {
    const why = cause instanceof Error ? maskText(cause.message) : 'no reason given';
    throw new UserError(
      'unreachable',
      `The server cannot be reached: ${why}.`,
      'Check the address, the password and that the database is there: CREATE DATABASE muster.',
      { cause },
    );
  }
}

async function requireVersion(to: pg.PoolClient): Promise<void> {
  const { rows } = await to.query(`SELECT current_setting('server_version_num')::int / 10000 AS version`);
  const [{ version } = { version: 0 }] = z.array(z.object({ version: z.number() })).parse(rows);
  if (version < oldest)
    throw new UserError(
      'server-too-old',
      `The server is PostgreSQL ${version}.`,
      `Muster needs PostgreSQL ${oldest} or later.`,
    );
}

/** Rows are copied as they are, so both sides must have the same columns. */
async function requireCurrent(from: pg.PoolClient): Promise<void> {
  const [known, applied] = [await readMigrations(), await readHistory(from)];
  if (known.every(({ name }) => applied.some((one) => one.migration_name === name))) return;
  throw new UserError(
    'database-is-older',
    'The record was written by an older Muster.',
    'Start the bot of this version on it once, stop it, and move again.',
  );
}

async function requireEmpty(to: pg.PoolClient): Promise<void> {
  const counts = await countRows(to);
  if (Object.keys(counts).length === 0) return;
  throw new UserError(
    'target-not-empty',
    `That database holds a record already: ${tellCounts(counts)}.`,
    'Give an empty database; nothing was changed.',
  );
}
