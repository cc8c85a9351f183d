import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type pg from 'pg';
import { type BackupHead, readBackup } from '../db/backup-file.ts';
import { type Database, openDatabase } from '../db/connect.ts';
import { continueSequences, countRows, writeBatch } from '../db/copy-tables.ts';
import { holdFolder } from '../db/embedded.ts';
import { applyMigrations, readMigrations } from '../db/migrate.ts';
import { UserError } from '../errors.ts';
import type { CliCommand, Terminal } from './command.ts';
import { requireEmbedded } from './embedded-only.ts';
import { tellCounts, tellVerified } from './tell-verified.ts';

const instead =
  'Restore there with pg_restore, or leave DATABASE_URL out to restore into the embedded database and take it to a server with muster move.';

/** Makes the embedded database anew from a backup. */
export const restore: CliCommand = {
  usage: 'restore file [--replace]',
  does: 'makes the database anew from a backup, while the bot is stopped; --replace keeps the present one aside',
  noted: 'after',
  async run(args, terminal) {
    const options = { replace: { type: 'boolean' } } as const;
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const folder = requireEmbedded(terminal, instead);
    const [file] = positionals;
    if (file === undefined)
      throw new UserError('no-file', 'No backup was named.', 'Give the file that `muster backup` wrote.');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    // Held until the end, so that no bot starts on what is being exchanged.
    const { release } = await holdFolder(folder);
    const own = randomUUID().slice(0, 4);
    const draft = join(folder, `restoring-${own}`);
    try {
      const taken = await hasData(folder);
      if (taken && values.replace !== true)
        throw new UserError(
          'folder-taken',
          `There is a record in ${folder} already.`,
          'Add --replace: the present one is kept beside it.',
        );
      const code = await fill(draft, file, terminal);
      const stamp = terminal.now().toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
      const aside = join(folder, `postgres-until-${stamp}Z-${own}`);
      if (taken) await rename(join(folder, 'postgres'), aside);
      await rename(join(draft, 'postgres'), join(folder, 'postgres'));
      if (taken)
        terminal.out(`The database that was there is kept in ${aside}; delete it when nobody misses anything.`);
      terminal.out(`${folder} is as it was in the backup. Start the bot: what was open goes on.`);
      return code;
    } finally {
      await rm(draft, { recursive: true, force: true });
      await release();
    }
  },
};

async function hasData(folder: string): Promise<boolean> {
  const found = await readdir(join(folder, 'postgres')).catch(() => []);
  return found.length > 0;
}

async function fill(draft: string, file: string, terminal: Terminal): Promise<number> {
  // Asked for first, so that a wrong file costs no database.
  await readBackup(file, refuseNewer, async () => {});
  await mkdir(draft, { recursive: true, mode: 0o700 });
  const db = await openDatabase({ folder: draft, whenHeld: 'refuse' });
  try {
    const takenAt = await load(db, file);
    terminal.out(
      `${file}, taken ${takenAt.toISOString().slice(0, 16).replace('T', ' ')} UTC: ${await tellLoaded(db)}.`,
    );
    return await tellVerified(db, terminal);
  } finally {
    await db.close();
  }
}

async function refuseNewer({ migrations }: BackupHead): Promise<void> {
  const known = await readMigrations();
  const foreign = migrations.find(
    ({ name, checksum }) => !known.some((one) => one.name === name && one.checksum === checksum),
  );
  if (foreign !== undefined)
    throw new UserError(
      'backup-is-newer',
      `The backup comes from a newer Muster: it has the migration ${foreign.name}, which this version does not know.`,
      'Restore it with the version that wrote it, or a later one.',
    );
}

/** The rows go into the schema that they were taken from; what is newer of it is applied to them afterwards. */
async function load(db: Database, file: string): Promise<Date> {
  let takenAt = new Date(0);
  await readBackup(
    file,
    async (about) => {
      takenAt = about.takenAt;
      await applyMigrations(
        db.pool,
        undefined,
        about.migrations
          .map(({ name }) => name)
          .toSorted()
          .at(-1),
      );
    },
    (batch) => withClient(db, (client) => writeBatch(client, batch)),
  );
  await withClient(db, continueSequences);
  await applyMigrations(db.pool);
  await doubtPlanned(db, takenAt);
  return takenAt;
}

/**
 * What was planned when the backup was taken has probably been done since, also what waited for something else or for its next
 * try. As if its answer had been lost: once it can be done it is looked for in Slack first, and done only if it is not there.
 */
async function doubtPlanned({ prisma }: Database, takenAt: Date): Promise<void> {
  await prisma.$executeRaw`
    UPDATE effect SET result = coalesce(result, '{}'::jsonb) || jsonb_build_object('doubtedSince', ${takenAt.toISOString()}::text)
    WHERE state = 'planned'`;
}

async function tellLoaded(db: Database): Promise<string> {
  return tellCounts(await withClient(db, countRows));
}

async function withClient<T>({ pool }: Database, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    return await work(client);
  } finally {
    client.release();
  }
}
