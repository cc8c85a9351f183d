import { toWorkingTime } from './duration.ts';
import type { Policy } from './policy.ts';
import { clockIn } from './zone-clock.ts';

/** Somebody's time of day where they are, and whether they work then, by the hours of the policy. */
export type Shift = { clock: string; working: boolean };

/** How it is for somebody in that zone at that time. The policy's hours are taken as theirs, on their own clock. */
export function shiftAt(at: Date, zone: string, { businessHours }: Pick<Policy, 'businessHours'>): Shift {
  const working = toWorkingTime(at, { timezone: zone, businessHours }).getTime() === at.getTime();
  return { clock: clockIn(at, zone), working };
}
