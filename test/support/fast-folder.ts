import { existsSync, statfsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const mine = /^muster-test-(\d+)-/;

// Memory where the machine has plenty of it: a killed process loses nothing there either. A container's usual 64 MB are too few.
function fastest(): string {
  const memory = '/dev/shm';
  if (!existsSync(memory)) return tmpdir();
  const { bavail, bsize } = statfsSync(memory);
  return bavail * bsize > 4 * 1024 ** 3 ? memory : tmpdir();
}

/** A new folder for what one test keeps; its name says whose it is. */
export async function makeFastFolder(): Promise<string> {
  return mkdtemp(join(fastest(), `muster-test-${process.pid}-`));
}

/** Removes the folders of tests that were killed, 40 MB of memory each: those whose process is gone. Answers how many. */
export async function removeAbandoned(places = ['/dev/shm', tmpdir()]): Promise<number> {
  let removed = 0;
  for (const place of places) {
    const names = await readdir(place).catch((): string[] => []);
    for (const name of names) {
      const owner = Number(mine.exec(name)?.[1] ?? 0);
      if (owner === 0 || isAlive(owner)) continue;
      // Another run may begin at the same moment, and another user's is left to that one.
      await rm(join(place, name), { recursive: true, force: true }).catch(() => {});
      removed += 1;
    }
  }
  return removed;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}
