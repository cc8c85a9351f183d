import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const within = 90_000;

it('An interrupted run of chaos leaves no process and no folder behind', { timeout: 2 * within }, async () => {
  const temporary = await mkdtemp(join(tmpdir(), 'muster-interrupted-'));
  await chmod(temporary, 0o755); // PostgreSQL runs as another user
  const seed = temporary.split('/').at(-1) ?? '';
  const own = (): string[] => readdirSync(join(root, '.chaos')).filter((name) => name.startsWith(seed));
  const chaos = spawn(process.execPath, ['--import', 'tsx', 'chaos/main.ts', '--seed', seed, '--rounds', '1'], {
    cwd: root,
    env: { ...process.env, TMPDIR: temporary },
    stdio: 'ignore',
  });
  const ended = once(chaos, 'exit');
  const { pid = 0 } = chaos;
  const isBot = (one: number): boolean => commandOf(one).includes('programs-');
  await eventually(() => expect(descendants(pid).filter(isBot)).not.toEqual([]));
  const started = descendants(pid);
  expect(own()).not.toEqual([]);

  chaos.kill('SIGINT');
  const [code] = await ended;

  expect(code).not.toBe(0);
  await eventually(() => expect(started.filter((one) => commandOf(one) !== '')).toEqual([]));
  await eventually(() => expect([...foldersIn(temporary), ...own()]).toEqual([]));
  await rm(temporary, { recursive: true });
});

// What compiles on the way keeps a cache there as well.
function foldersIn(temporary: string): string[] {
  return readdirSync(temporary).filter((name) => name.startsWith('muster-'));
}

/** The processes that one started, and those that they started. */
function descendants(parent: number): number[] {
  const path = `/proc/${parent}/task/${parent}/children`;
  const children = existsSync(path) ? readFileSync(path, 'utf8').split(' ').filter(Boolean).map(Number) : [];
  return children.flatMap((child) => [child, ...descendants(child)]);
}

/** Empty for one that has ended. */
function commandOf(one: number): string {
  try {
    return readFileSync(`/proc/${one}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

async function eventually(holds: () => void): Promise<void> {
  const end = performance.now() + within;
  for (;;)
    try {
      return holds();
    } catch (error) {
      if (performance.now() > end) throw error;
      await delay(50);
    }
}
