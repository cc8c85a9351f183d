import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import { clockNow, clockOffset, installClock, moveClock, RealDate, removeClock } from '../clock.ts';
import { moveChildClock } from '../move-child-clock.ts';

afterEach(removeClock);

test('the installed clock moves Date.now and new Date forward, and leaves all else of Date alone', () => {
  installClock();
  installClock();
  moveClock(3_600_000);
  const ahead = Date.now() - RealDate.now();
  expect(ahead).toBeGreaterThanOrEqual(3_600_000);
  expect(ahead).toBeLessThan(3_601_000);
  expect(Math.abs(new Date().getTime() - clockNow().getTime())).toBeLessThan(1000);
  expect(new Date(0).toISOString()).toBe('1970-01-01T00:00:00.000Z');
  expect(new Date(2026, 0, 5).getMonth()).toBe(0);
  expect(Date.UTC(1970, 0, 2)).toBe(86_400_000);
  expect(Date.parse('1970-01-01T00:00:01Z')).toBe(1000);
  expect(new Date()).toBeInstanceOf(Date);
  expect(new RealDate()).toBeInstanceOf(Date);
  expect(new Date().constructor).toBe(Date);
});

test('the clock refuses to go back', () => {
  expect(() => moveClock(-1)).toThrow(/only moves forward/);
  expect(clockOffset()).toBe(0);
});

test('a child process with the preload follows the clock over IPC', async () => {
  const program =
    "setInterval(() => {}, 1000); process.on('message', (m) => m === 'now?' && process.send({ now: Date.now() }))";
  const preload = new URL('../preload-clock.ts', import.meta.url).href;
  const child = spawn(process.execPath, ['--import', 'tsx', '--import', preload, '-e', program], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  try {
    moveClock(86_400_000);
    await moveChildClock(child);
    const answered = once(child, 'message');
    child.send('now?');
    const [answer] = await answered;
    expect(answer.now - RealDate.now()).toBeGreaterThan(86_390_000);
  } finally {
    child.kill('SIGKILL');
  }
});
