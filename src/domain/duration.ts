import dayjs from 'dayjs';
import timezone from 'dayjs/plugin/timezone.js';
import utc from 'dayjs/plugin/utc.js';
import type { Duration, Policy } from './policy.ts';

dayjs.extend(utc);
dayjs.extend(timezone);

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

/** Working time of the local day of `at`, or null on a day off. */
function workingDay(at: dayjs.Dayjs, hours: Hours): { from: dayjs.Dayjs; to: dayjs.Dayjs } | null {
  const isoDay = at.day() === 0 ? 7 : at.day();
  if (!hours.businessHours.days.includes(isoDay)) return null;
  return { from: atMinute(at, hours.businessHours.from, hours), to: atMinute(at, hours.businessHours.to, hours) };
}

// Built from the local date and clock, not by adding minutes to midnight, so that a day on which the
// clocks change still starts at nine.
function atMinute(at: dayjs.Dayjs, minute: number, hours: Hours): dayjs.Dayjs {
  if (minute === 24 * 60) return startOfNextDay(at, hours);
  const clock = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  return dayjs.tz(`${at.format('YYYY-MM-DD')}T${clock}:00`, hours.timezone);
}

function startOfNextDay(at: dayjs.Dayjs, hours: Hours): dayjs.Dayjs {
  const next = dayjs.utc(at.format('YYYY-MM-DD')).add(1, 'day').format('YYYY-MM-DD');
  return dayjs.tz(`${next}T00:00:00`, hours.timezone);
}

/** The date of `at` on the policy's clock. */
export function localDay(at: Date, { timezone }: Pick<Hours, 'timezone'>): string {
  return dayjs(at).tz(timezone).format('YYYY-MM-DD');
}

/** The first working moment at or after `at`, in the policy's zone and hours. */
export function toWorkingTime(at: Date, hours: Hours): Date {
  let local = dayjs(at).tz(hours.timezone);
  // Fourteen days hold at least one working day, whatever the week looks like.
  for (let day = 0; day < 14; day += 1) {
    const working = workingDay(local, hours);
    if (working && local.isBefore(working.to)) return (local.isBefore(working.from) ? working.from : local).toDate();
    local = startOfNextDay(local, hours);
  }
  throw new Error('The policy has no working day in two weeks');
}

/** The working day that holds `at`, else the last one that began before it. */
export function workingDayUpTo(at: Date, hours: Hours): { from: Date; to: Date } {
  let local = dayjs(at).tz(hours.timezone);
  for (let day = 0; day < 14; day += 1) {
    const working = workingDay(local, hours);
    if (working && !working.from.isAfter(at)) return { from: working.from.toDate(), to: working.to.toDate() };
    const before = dayjs.utc(local.format('YYYY-MM-DD')).subtract(1, 'day').format('YYYY-MM-DD');
    local = dayjs.tz(`${before}T00:00:00`, hours.timezone);
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
    const working = workingDay(dayjs(from).tz(hours.timezone), hours);
    if (!working) throw new Error('A working moment lies outside working hours');
    const available = working.to.diff(from);
    if (left <= available) return plus(from, left);
    left -= available;
    from = toWorkingTime(working.to.toDate(), hours);
  }
}

function addWorkingDays(at: Date, days: number, hours: Hours): Date {
  let local = dayjs(toWorkingTime(at, hours)).tz(hours.timezone);
  const minute = local.hour() * 60 + local.minute();
  for (let left = days; left > 0; left -= 1) {
    local = startOfNextDay(local, hours);
    local = dayjs(toWorkingTime(local.toDate(), hours)).tz(hours.timezone);
  }
  return atMinute(local, minute, hours).toDate();
}
