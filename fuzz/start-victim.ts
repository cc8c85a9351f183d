import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { clockOffset } from '../sandbox/clock.ts';
import { eventually } from '../sandbox/drivers/eventually.ts';
import { moveChildClock } from '../sandbox/move-child-clock.ts';

/** The bot as it is shipped, in a process of its own, on a clock that can be moved. */
export type Victim = {
  url: string;
  /** Resident memory, bytes. */
  memory(): number;
  isAlive(): boolean;
  log(): string;
  moveClock(): Promise<void>;
  stop(): Promise<void>;
};

/** Starts it with those settings and no others; `program` and `clock` are bundles of src/main.ts and sandbox/preload-clock.ts. */
export async function startVictim(input: {
  program: string;
  clock: string;
  settings: Record<string, string>;
}): Promise<Victim> {
  const { program, clock, settings } = input;
  const child = fork(program, {
    execArgv: ['--import', pathToFileURL(clock).href],
    env: { PATH: process.env.PATH ?? '', TZ: 'UTC', SANDBOX_CLOCK_OFFSET: String(clockOffset()), ...settings },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let text = '';
  const keep = (data: Buffer): void => {
    text += data.toString('utf8');
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = await eventually(
    () => {
      const line = text.split('\n').find((one) => one.includes('"Muster runs"'));
      if (line === undefined) throw new Error(`The bot does not run:\n${text}`);
      return /"url":"([^"]+)"/.exec(line)?.[1] ?? '';
    },
    { within: 60_000 },
  );
  return {
    url,
    memory: () => Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) * 1024,
    isAlive: () => child.exitCode === null && child.signalCode === null,
    log: () => text,
    moveClock: () => moveChildClock(child),
    async stop() {
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await gone;
      clearTimeout(late);
    },
  };
}
