import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type Database, openDatabase } from '../db/connect.ts';
import { parseIncident } from '../db/parse-incident.ts';
import type { Incident } from '../domain/incident.ts';
import { UserError } from '../errors.ts';
import type { Terminal } from './command.ts';
import { requireNumber } from './require-number.ts';

const settings = z.object({ DATABASE_URL: z.string().optional(), DATA_FOLDER: z.string().default('.data') });

/** Runs work on the record that the bot keeps: on DATABASE_URL, or on the embedded database, also while the bot has it. */
export async function withRecord<T>({ env }: Pick<Terminal, 'env'>, work: (db: Database) => Promise<T>): Promise<T> {
  const given = settings.parse(Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim())));
  const { DATABASE_URL: databaseUrl, DATA_FOLDER: folder } = given;
  // Opening a folder that is not there would make an empty database and then find nothing in it.
  if (databaseUrl === undefined) await requireData(folder);
  const db = await openDatabase({ databaseUrl, folder, whenHeld: 'join' });
  try {
    return await work(db);
  } catch (error) {
    throw isWithoutTables(error)
      ? new UserError('no-record', 'That database has no record yet.', 'Start the bot on it once.', { cause: error })
      : error;
  } finally {
    await db.close();
  }
}

async function requireData(folder: string): Promise<void> {
  try {
    await access(join(folder, 'postgres'));
  } catch (cause) {
    throw new UserError(
      'no-record',
      `There is no record in ${folder}.`,
      'Run this where the bot runs, or set DATABASE_URL or DATA_FOLDER as the bot has it.',
      { cause },
    );
  }
}

function isWithoutTables(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'P2021';
}

/** The incident called `INC-42` (or 42). With several workspaces in one database, `workspace` says which. */
export async function requireIncident(
  db: Database,
  name: string | undefined,
  workspace: string | undefined,
): Promise<Incident> {
  const number = requireNumber(name);
  const rows = await db.prisma.incident.findMany({
    where: { number, workspace },
    select: { state: true, workspace: true },
  });
  const [row, another] = rows;
  const where = workspace === undefined ? '' : ` in workspace ${workspace}`;
  if (row === undefined)
    throw new UserError(
      'no-such-incident',
      `There is no INC-${number}${where}.`,
      'Check the number, and that this is the database of your bot.',
    );
  if (another !== undefined)
    throw new UserError(
      'several-workspaces',
      `INC-${number} exists in ${rows.length} workspaces: ${rows.map((one) => one.workspace).join(', ')}.`,
      `Say which: --workspace ${row.workspace}`,
    );
  return parseIncident(row.state);
}
