import type { Duration, Policy } from './policy.ts';
import { addDays, clockOf, momentAt } from './zone-time.ts';

/** Milliseconds of n minutes. */
export function minutes(n: number): number {
  return n * 60_000;
}

/** `at` moved by milliseconds. */
export function plus(at: Date, ms: number): Date {
  return new Date(at.getTime() + ms);
}

/** The earlier of two times; null is "never". */
export function earlier(a: Date | null, b: Date | null): Date | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

/** The latest of some times; the first is always there. */
export function latest([first, ...rest]: [Date, ...(Date | null)[]]): Date {
  return rest.reduce<Date>((a, b) => (b !== null && b > a ? b : a), first);
}

/** When work is done, and by which clock. */
export type Hours = Pick<Policy, 'timezone' | 'businessHours'>;

type Working = { from: Date; to: Date };

// By the date and the clock, not by adding minutes to midnight, so that a day on which the clocks change still starts at nine.
/** Working time of a date, or null on a day off. */
function workingDay(date: string, { businessHours, timezone }: Hours): Working | null {
  const day = new Date(date).getUTCDay();
  if (!businessHours.days.includes(day === 0 ? 7 : day)) return null;
  return { from: momentAt(date, businessHours.from, timezone), to: momentAt(date, businessHours.to, timezone) };
}

/** The date of `at` on the policy's clock. */
export function localDay(at: Date, { timezone }: Pick<Hours, 'timezone'>): string {
  return clockOf(at, timezone).format('YYYY-MM-DD');
}

/** The first working moment at or after `at`, in the policy's zone and hours. */
export function toWorkingTime(at: Date, hours: Hours): Date {
  let date = localDay(at, hours);
  // Fourteen days hold at least one working day, whatever the week looks like.
  for (let day = 0; day < 14; day += 1) {
    const working = workingDay(date, hours);
    if (working && at < working.to) return at < working.from ? working.from : at;
    date = addDays(date, 1);
  }
  throw new Error('The policy has no working day in two weeks');
}

/** The working day that holds `at`, else the last one that began before it. */
export function workingDayUpTo(at: Date, hours: Hours): { from: Date; to: Date } {
  let date = localDay(at, hours);
  for (let day = 0; day < 14; day += 1) {
    const working = workingDay(date, hours);
    if (working && working.from <= at) return working;
    date = addDays(date, -1);
  }
  throw new Error('The policy has no working day in two weeks');
}

/** When the first working day begins that begins after `at`. */
export function nextWorkingDay(at: Date, hours: Hours): Date {
  return toWorkingTime(workingDayUpTo(at, hours).to, hours);
}

/** `at` plus a duration: by the clock, in working hours, or the same time of day some working days on. */
export function addDuration(at: Date, duration: Duration, hours: Hours): Date {
  switch (duration.clock) {
    case 'wall':
      return plus(at, duration.ms);
    case 'business hours':
      return addWorkingHours(at, duration.ms, hours);
    case 'business days':
      return addWorkingDays(at, duration.days, hours);
  }
}

function addWorkingHours(at: Date, ms: number, hours: Hours): Date {
  let left = ms;
  let from = toWorkingTime(at, hours);
  for (;;) {
    const working = workingDay(localDay(from, hours), hours);
    if (!working) throw new Error('A working moment lies outside working hours');
    const available = working.to.getTime() - from.getTime();
    if (left <= available) return plus(from, left);
    left -= available;
    from = toWorkingTime(working.to, hours);
  }
}

function addWorkingDays(at: Date, days: number, hours: Hours): Date {
  const { timezone } = hours;
  const first = clockOf(toWorkingTime(at, hours), timezone);
  let date = first.format('YYYY-MM-DD');
  for (let left = days; left > 0; left -= 1)
    date = localDay(toWorkingTime(momentAt(addDays(date, 1), 0, timezone), hours), hours);
  return momentAt(date, first.hour() * 60 + first.minute(), timezone);
}
