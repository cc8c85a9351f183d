import { createReadStream, createWriteStream } from 'node:fs';
import { link, rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { z } from 'zod';
import { UserError } from '../errors.ts';
import type { Batch } from './copy-tables.ts';

// JSON lines, gzipped: the head, one line per row, and an end that says how many there were.
const head = z.object({
  muster: z.literal('backup'),
  format: z.literal(1),
  takenAt: z.coerce.date(),
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })),
});
const ending = z.object({ end: z.number() });

/** What a backup says of itself. */
export type BackupHead = { takenAt: Date; migrations: { name: string; checksum: string }[] };

/** Writes a backup that only this user can read. It has its name once it is whole; another file of that name is left alone. */
export async function writeBackup(file: string, about: BackupHead, batches: readonly Batch[]): Promise<void> {
  const draft = `${file}.part-${process.pid}`;
  try {
    await pipeline(
      Readable.from(linesOf(about, batches)),
      createGzip(),
      createWriteStream(draft, { mode: 0o600, flags: 'wx', flush: true }),
    );
    await link(draft, file);
  } catch (cause) {
    if (hasCode(cause, 'EEXIST'))
      throw new UserError('file-exists', `${file} is there already.`, 'Give another name, or move that one away.', {
        cause,
      });
    if (hasCode(cause, 'ENOENT') || hasCode(cause, 'EACCES'))
      throw new UserError(
        'unwritable',
        `${file} cannot be written.`,
        'Give a file in a folder that is there and is yours.',
        { cause },
      );
    throw cause;
  } finally {
    await rm(draft, { force: true });
  }
}

function* linesOf({ takenAt, migrations }: BackupHead, batches: readonly Batch[]): Generator<string> {
  yield `${JSON.stringify({ muster: 'backup', format: 1, takenAt, migrations })}\n`;
  let count = 0;
  for (const { table, rows } of batches) {
    for (const row of rows) yield `{"table":${JSON.stringify(table)},"row":${row}}\n`;
    count += rows.length;
  }
  yield `${JSON.stringify({ end: count })}\n`;
}

/** Reads a backup: `begin` hears the head first, then every batch goes to `take`. Throws a UserError for any other file. */
export async function readBackup(
  file: string,
  begin: (about: BackupHead) => Promise<void>,
  take: (batch: Batch) => Promise<void>,
): Promise<void> {
  let seen = 0;
  let begun = false;
  let whole = false;
  let batch: Batch = { table: '', rows: [] };
  const flush = async (next: string): Promise<void> => {
    if (batch.rows.length > 0) await take(batch);
    batch = { table: next, rows: [] };
  };
  for await (const line of linesIn(file)) {
    if (!begun) {
      await begin(readHead(line, file));
      begun = true;
      continue;
    }
    const row = /^\{"table":"([^"]+)","row":(.*)\}$/s.exec(line);
    if (row === null) {
      whole = endsAfter(line, seen);
      break;
    }
    const [, table = '', text = ''] = row;
    if (table !== batch.table || batch.rows.length >= 500) await flush(table);
    batch.rows.push(text);
    seen += 1;
  }
  if (!whole) throw notWhole(file);
  await flush('');
}

async function* linesIn(file: string): AsyncGenerator<string> {
  const unzipped = createGunzip();
  const reading = createReadStream(file);
  // readline hears of no error of its input.
  const failed = new Promise<never>((_, reject) => {
    reading.once('error', reject);
    unzipped.once('error', reject);
  });
  failed.catch(() => {}); // told below, when it is waited for
  const lines = createInterface({ input: reading.pipe(unzipped), crlfDelay: Number.POSITIVE_INFINITY })[
    Symbol.asyncIterator
  ]();
  try {
    for (;;) {
      const next = await Promise.race([lines.next(), failed]);
      if (next.done) return;
      yield next.value;
    }
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    if (hasCode(cause, 'ENOENT') || hasCode(cause, 'EACCES') || hasCode(cause, 'EISDIR'))
      throw new UserError('unreadable', `${file} cannot be read.`, 'Give the file that `muster backup` wrote.', {
        cause,
      });
    throw notWhole(file, cause);
  } finally {
    reading.destroy();
  }
}

function readHead(line: string, file: string): BackupHead {
  const read = head.safeParse(parsed(line));
  if (read.success) return read.data;
  throw notWhole(file, read.error);
}

function endsAfter(line: string, seen: number): boolean {
  return ending.safeParse(parsed(line)).data?.end === seen;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

function notWhole(file: string, cause?: unknown): UserError {
  return new UserError(
    'not-a-backup',
    `${file} is not a backup of Muster, or not a whole one.`,
    'Give the file that `muster backup` wrote.',
    { cause },
  );
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
