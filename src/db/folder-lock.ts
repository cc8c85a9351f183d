import { randomUUID } from 'node:crypto';
import { chmod, link, mkdir, mkdtemp, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';

/** The file name that PostgreSQL clients append to a socket folder. */
export const SOCKET_NAME = '.s.PGSQL.5432';

// sun_path holds 104 bytes on macOS and 108 on Linux, with the ending zero.
const LONGEST_SOCKET_PATH = 103;

const Holder = z.object({ pid: z.number().int(), socketFolder: z.string() });

/** Who holds a data folder: its process and the folder of the socket that it serves. */
export type Holder = z.infer<typeof Holder>;

/** Makes a folder for this process's socket that only this user can enter, in the data folder if the path is short enough. */
export async function makeSocketFolder(folder: string): Promise<string> {
  const wanted = resolve(folder, 'run', `${process.pid}-${randomUUID().slice(0, 8)}`);
  if (Buffer.byteLength(join(wanted, SOCKET_NAME)) > LONGEST_SOCKET_PATH) return mkdtemp(join(tmpdir(), 'muster-'));
  await mkdir(wanted, { recursive: true, mode: 0o700 });
  await chmod(dirname(wanted), 0o700);
  return wanted;
}

/**
 * Takes the lock of a data folder for a process that already listens on the socket in `socketFolder`, or answers who has it.
 * A lock whose socket nobody listens on belongs to a dead process, whatever its pid means by now: the operating system
 * closes the socket with the process, and it was open before the lock was written.
 */
export async function takeFolderLock(folder: string, socketFolder: string): Promise<Holder | null> {
  const own = JSON.stringify({ pid: process.pid, socketFolder });
  const draft = join(folder, `lock-${randomUUID()}`);
  await writeFile(draft, own, { mode: 0o600 });
  try {
    for (;;) {
      if (await linkIfFree(draft, lockPath(folder))) return null;
      const found = await readIfThere(lockPath(folder));
      if (found === null) continue;
      const holder = parseHolder(found);
      if (holder && (await isListening(holder.socketFolder))) return holder;
      await removeStaleLock(folder, found, holder);
    }
  } finally {
    await rm(draft, { force: true });
  }
}

/** The living process that holds a data folder, or null. */
export async function findFolderHolder(folder: string): Promise<Holder | null> {
  const found = await readIfThere(lockPath(folder));
  const holder = found === null ? null : parseHolder(found);
  return holder && (await isListening(holder.socketFolder)) ? holder : null;
}

/** Gives the lock back and removes the socket's folder. */
export async function releaseFolderLock(folder: string, socketFolder: string): Promise<void> {
  await rm(lockPath(folder), { force: true });
  await rm(socketFolder, { recursive: true, force: true });
}

function lockPath(folder: string): string {
  return join(folder, 'lock.json');
}

/** Two processes may find the same stale lock; only a lock that still reads as it was found may be removed. */
async function removeStaleLock(folder: string, found: string, holder: Holder | null): Promise<void> {
  const aside = join(folder, `stale-${randomUUID()}`);
  try {
    await rename(lockPath(folder), aside);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return;
    throw error;
  }
  if ((await readFile(aside, 'utf8')) !== found) await linkIfFree(aside, lockPath(folder));
  else if (holder) await removeSocket(holder.socketFolder);
  await rm(aside, { force: true });
}

async function removeSocket(socketFolder: string): Promise<void> {
  await rm(join(socketFolder, SOCKET_NAME), { force: true });
  await rmdir(socketFolder).catch(() => {}); // already gone, or somebody keeps other things there
}

async function linkIfFree(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

function parseHolder(text: string): Holder | null {
  try {
    return Holder.parse(JSON.parse(text));
  } catch {
    return null; // not written by us, so nobody that we know holds the folder
  }
}

function isListening(socketFolder: string): Promise<boolean> {
  return new Promise((answer) => {
    const probe = connect(join(socketFolder, SOCKET_NAME));
    probe.once('connect', () => {
      probe.destroy();
      answer(true);
    });
    // Any other error means that somebody may be there: better refused than two on one folder.
    probe.once('error', (error) => answer(!hasCode(error, 'ECONNREFUSED') && !hasCode(error, 'ENOENT')));
  });
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
