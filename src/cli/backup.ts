import { access, stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type BackupHead, writeBackup } from '../db/backup-file.ts';
import type { Database } from '../db/connect.ts';
import { type Batch, jobsTable, readEverything } from '../db/copy-tables.ts';
import { readHistory } from '../db/migrate.ts';
import { UserError } from '../errors.ts';
import type { CliCommand } from './command.ts';
import { requireEmbedded } from './embedded-only.ts';
import { withRecord } from './open-record.ts';
import { tellCounts } from './tell-verified.ts';

const instead =
  'Use PostgreSQL’s own: pg_dump --format=custom --file=muster.dump "$DATABASE_URL"; pg_restore brings it back.';

/** Writes everything that is recorded into one file, also while the bot runs. */
export const backup: CliCommand = {
  usage: 'backup [file]',
  does: 'writes everything that is recorded into one file, also while the bot runs',
  noted: 'after',
  async run(args, terminal) {
    const { positionals } = parseArgs({ args, options: {}, allowPositionals: true });
    requireEmbedded(terminal, instead);
    const takenAt = terminal.now();
    const stamp = takenAt.toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
    const file = positionals[0] ?? `muster-${stamp}Z.backup.gz`;
    await refuseExisting(file);
    const { migrations, batches } = await withRecord(terminal, takeAll);
    await writeBackup(file, { takenAt, migrations }, batches);
    const { size } = await stat(file);
    terminal.out(
      `${file}: ${tellCounts(countsOf(batches))}, ${sizeOf(size)}. Only you can read it; keep it on another machine.`,
    );
    return 0;
  },
};

/** Into memory first: on the embedded database everybody waits while it is read, and a disk may be slow. */
async function takeAll({ pool }: Database): Promise<{ migrations: BackupHead['migrations']; batches: Batch[] }> {
  const client = await pool.connect();
  try {
    const migrations = await readHistory(client);
    const batches: Batch[] = [];
    for await (const batch of readEverything(client)) batches.push(batch);
    return { migrations: migrations.map(({ migration_name: name, checksum }) => ({ name, checksum })), batches };
  } finally {
    client.release();
  }
}

function countsOf(batches: readonly Batch[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { table, rows } of batches) if (table !== jobsTable) counts[table] = (counts[table] ?? 0) + rows.length;
  return counts;
}

async function refuseExisting(file: string): Promise<void> {
  const there = await access(file).then(
    () => true,
    () => false,
  );
  if (there)
    throw new UserError('file-exists', `${file} is there already.`, 'Give another name, or move that one away.');
}

function sizeOf(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
