import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { clockOffset } from '../sandbox/clock.ts';
import { moveChildClock } from '../sandbox/move-child-clock.ts';

/** One process of the bot, as src/main.ts starts it. */
export type Replica = {
  name: string;
  /** Where it takes HTTP; null until it runs. */
  url(): string | null;
  /** Resolves once it runs or is gone. */
  decided: Promise<void>;
  gone: Promise<{ code: number | null; signal: string | null }>;
  isGone(): boolean;
  /** Brings its clock to the harness's; one that ends meanwhile needs none. */
  moveClock(): Promise<void>;
  signal(signal: 'SIGKILL' | 'SIGTERM'): void;
  /** Milliseconds that it has worked, or waited for a processor, since it began; null where the system does not tell. */
  worked(): number | null;
  log(): string;
};

/** The two files that a bot is made of, bundled. */
export type Program = { main: string; preload: string };

/** Starts one; what is set for a real installation does not reach it. */
export function startReplica(name: string, program: Program, settings: Record<string, string>): Replica {
  const child = fork(program.main, {
    // What is compiled plainly is run soon enough: a bot lives for seconds here.
    execArgv: ['--max-semi-space-size=16', '--liftoff-only', '--import', pathToFileURL(program.preload).href],
    env: { PATH: process.env.PATH ?? '', TZ: 'UTC', SANDBOX_CLOCK_OFFSET: String(clockOffset()), ...settings },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  // Of a process that ends while it is told something; its end is heard of by `exit`.
  child.on('error', () => {});
  let log = '';
  let url: string | null = null;
  let ended = false;
  const gone = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
    child.once('exit', (code, signal) => {
      ended = true;
      resolve({ code, signal });
    });
  });
  const runs = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        log += text;
        if (url !== null) return;
        url = /"url":"([^"]+)".*"Muster runs"/.exec(log)?.[1] ?? null;
        if (url !== null) resolve();
      });
  });
  return {
    name,
    url: () => (ended ? null : url),
    decided: Promise.race([runs, gone.then(() => {})]),
    gone,
    isGone: () => ended,
    moveClock: () => (ended ? Promise.resolve() : follow(child, gone)),
    signal: (signal) => void child.kill(signal),
    log: () => log,
    worked: () => workedBy(child.pid),
  };
}

// Of its main thread: time on a processor and time in the queue for one, in nanoseconds.
function workedBy(pid: number | undefined): number | null {
  try {
    const [on = 0, queued = 0] = readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ').map(Number);
    return (on + queued) / 1e6;
  } catch {
    return null;
  }
}

async function follow(child: ChildProcess, gone: Promise<unknown>): Promise<void> {
  await Promise.race([moveChildClock(child).catch(() => {}), gone]);
}
