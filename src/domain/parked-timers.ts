import type { Incident } from './incident.ts';

/** The one timer of its own that a parked incident has: it wakes by itself. Everything else waits for it. */
export type ParkTimer = { type: 'parkEnded'; at: Date; planned: Date };

/** When a parked incident wakes. */
export function parkedTimers({ parked }: Incident): ParkTimer[] {
  return parked === null ? [] : [{ type: 'parkEnded', at: parked.until, planned: parked.until }];
}
