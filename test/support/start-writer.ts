import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { inject } from 'vitest';

/** A process that has the embedded database of a folder open and writes rows to it, numbered from 1. */
export type Writer = {
  pid: number;
  hasWritten(rows: number): Promise<void>;
  /** Ends it with SIGKILL and answers the number of the last row that it knew to be committed. */
  kill(): Promise<number>;
};

/** Starts a writer and waits until its database is open. */
export async function startWriter(folder: string): Promise<Writer> {
  const child = spawn(process.execPath, ['--liftoff-only', inject('programs').writer, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  let said = '';
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (text: string) => {
    said += text;
  });

  /** The last number that was said whole, or -1. */
  function lastRow(): number {
    const lines = said.split('\n');
    return Number(lines.at(-2) ?? -1);
  }

  async function hasWritten(rows: number): Promise<void> {
    while (lastRow() < rows) {
      if (child.exitCode !== null) throw new Error(`The writer ended before row ${rows}.`);
      await Promise.race([once(child.stdout, 'data'), ended]);
    }
  }

  await hasWritten(0);
  return {
    pid: child.pid ?? 0,
    hasWritten,
    async kill() {
      child.kill('SIGKILL');
      await ended;
      return lastRow();
    },
  };
}
