import { setTimeout as delay } from 'node:timers/promises';
import type { Fleet } from './fleet.ts';

/** How long each bot that lives has worked until a moment. */
export type Work = { at: number; byName: Map<string, number> };

/** A bot that works less than that has nothing to do: it looks for jobs and beats. */
const idleShare = 0.35;
const window = 80;
const windows = 3;
const longestWait = 5000;

/** Work until now. */
export function workOf(fleet: Fleet): Work {
  return {
    at: performance.now(),
    byName: new Map(fleet.living().map((one) => [one.name, one.worked() ?? 0])),
  };
}

/** Whether some bot had more to do between the two than a bot that is idle. On a machine with other work, waiting for a processor is work. */
export function isBusy(before: Work, after: Work): boolean {
  const lasted = after.at - before.at;
  return [...after.byName].some(([name, ms]) => ms - (before.byName.get(name) ?? 0) > lasted * idleShare);
}

/** Waits until no bot has anything to do for a moment: what was acknowledged is recorded then, and nothing outside tells that. */
export async function untilIdle(fleet: Fleet): Promise<void> {
  const end = performance.now() + longestWait;
  let work = workOf(fleet);
  for (let quiet = 0; quiet < windows && performance.now() < end; ) {
    await delay(window);
    const now = workOf(fleet);
    quiet = isBusy(work, now) ? 0 : quiet + 1;
    work = now;
  }
}
