import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

/** A program that is measured, in a process of its own. */
export type Program = {
  url: string;
  /** Milliseconds from its start until it answered that it is ready. */
  readyAfter: number;
  /** Megabytes of memory that it holds now. */
  memory(): number;
  /** Tells it something on its standard input. */
  tell(line: string): void;
  /** The next line that it prints and that holds `word`. */
  hear(word: string): Promise<string>;
  stop(): Promise<void>;
};

const patience = 60_000;

/** Starts a bundled program with those settings and no others; `ready` is the path at which it answers 200 once it is. */
export async function startProgram(file: string, settings: Record<string, string>, ready: string): Promise<Program> {
  const began = performance.now();
  const child = spawn(process.execPath, [file], {
    env: { PATH: process.env.PATH ?? '', TZ: 'UTC', ...settings },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  let said = '';
  const take = (data: Buffer): void => {
    said += data.toString('utf8');
    const whole = said.split('\n');
    said = whole.pop() ?? '';
    lines.push(...whole);
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  const gone = once(child, 'exit');
  // Also when the bench is ended in the middle.
  process.once('exit', () => child.kill('SIGKILL'));
  let heard = 0;
  async function hear(word: string): Promise<string> {
    return until(() => {
      const at = lines.findIndex((line, index) => index >= heard && line.includes(word));
      if (at >= 0) heard = at + 1;
      else if (child.exitCode !== null) throw new Error(`It ended:\n${lines.slice(-20).join('\n')}`);
      return at < 0 ? null : (lines[at] ?? '');
    }, `a line with ${word}`);
  }
  try {
    const url = /"url":"([^"]+)"/.exec(await hear('"url":"'))?.[1] ?? '';
    await until(async () => ((await answers(`${url}${ready}`)) ? url : null), 'its being ready');
    const readyAfter = performance.now() - began;
    return {
      url,
      readyAfter,
      memory: () => memoryOf(child.pid ?? 0),
      tell: (line) => void child.stdin.write(`${line}\n`),
      hear,
      stop: async () => {
        const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
        child.kill('SIGTERM');
        await gone;
        clearTimeout(late);
      },
    };
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
}

async function answers(url: string): Promise<boolean> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(5000) }).catch(() => null);
  return answer?.status === 200;
}

/** Waits for something to be there, looking every few milliseconds. */
export async function until<T>(look: () => Promise<T | null> | T | null, what: string, within = patience): Promise<T> {
  const end = performance.now() + within;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (performance.now() > end) throw new Error(`Waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

function memoryOf(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) / 1024;
}
