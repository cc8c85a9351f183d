import { beforeEach, expect, test } from 'vitest';
import { clockNow, installClock } from '../../sandbox/clock.ts';
import { eventually } from '../../sandbox/drivers/eventually.ts';
import { makeClock } from '../clock.ts';

const minute = 60_000;
/** What is planned, and the minutes of the clock at which somebody waited for it. */
let planned: Date[] = [];
let stops: number[] = [];
let begun = 0;
let isUp = true;

beforeEach(() => {
  installClock();
  begun = clockNow().getTime();
  planned = [];
  stops = [];
  isUp = true;
});

const inMinutes = (minutes: number): Date => new Date(begun + minutes * minute);
const since = (): number => Math.round((clockNow().getTime() - begun) / minute);

function clock() {
  const next = async (): Promise<Date | null> => planned.find((one) => one > clockNow()) ?? null;
  return makeClock({
    due: next,
    timer: next,
    isBotUp: () => isUp,
    moved: async () => {},
    settle: async () => void stops.push(since()),
    changed: () => {},
  });
}

test('going forward stops at everything that is due, and is answered once that has run', async () => {
  planned = [inMinutes(2), inMinutes(7), inMinutes(20)];
  const it = clock();
  await it.forward({ minutes: 15 });
  expect(stops).toEqual([0, 2, 7, 15]);
  expect(it.state()).toMatchObject({ moving: false, nextTimer: inMinutes(20).toISOString() });
});

test('the next timer is gone to and not past; with none there is nothing to go to', async () => {
  planned = [inMinutes(4), inMinutes(9)];
  const it = clock();
  await it.forward('next');
  expect(since()).toBe(4);
  await it.forward('next');
  expect(since()).toBe(9);
  await expect(it.forward('next')).rejects.toThrow('Nothing is planned, so there is no next timer.');
});

test('two who go forward at once go one after the other', async () => {
  const it = clock();
  await Promise.all([it.forward({ minutes: 5 }), it.forward({ minutes: 5 })]);
  expect(since()).toBe(10);
});

test('playing moves a minute each second until the bot is down', async () => {
  const it = clock();
  it.play(60);
  await eventually(() => expect(since()).toBeGreaterThanOrEqual(2));
  expect(it.state().speed).toBe(60);
  isUp = false;
  await eventually(() => expect(it.state().speed).toBe(1));
  const stopped = since();
  await it.forward({ minutes: 1 });
  expect(since() - stopped).toBeLessThanOrEqual(2);
  expect(() => it.play(60)).toThrow(/The bot is down/);
});
