import dayjs from 'dayjs';
import timezone from 'dayjs/plugin/timezone.js';
import utc from 'dayjs/plugin/utc.js';
import type { Policy } from '../domain/policy.ts';

dayjs.extend(utc);
dayjs.extend(timezone);

const units: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** What reading a time takes. */
export type DueClock = { zone: string; now: Date; policy: Pick<Policy, 'businessHours'> };

/**
 * `15:00`, `tomorrow`, `friday 10:00`, `2026-11-27`, `in 30 min`, `3 days`: a time to come in the reader's zone. A day without
 * a time ends when work ends. Null for anything else.
 */
export function parseDue(text: string, clock: DueClock): Date | null {
  const { zone, now } = clock;
  const wanted = text.trim().toLowerCase().replace(/[.!]$/, '');
  const length = /^(?:in )?(\d{1,3}) ?(m|h|d|w)(?:in|inute|our|r|ay|eek)?s?$/.exec(wanted);
  if (length) return new Date(now.getTime() + Number(length[1]) * (units[length[2] ?? 'm'] ?? 0));
  const match = /^(?:(\d{4}-\d\d-\d\d|[a-z]{3,9})(?:[ ,t]+(?:at )?|$))?(?:(\d{1,2})[:.](\d\d))?$/.exec(wanted);
  if (!match || wanted === '') return null;
  const [, day, hour, minute] = match;
  if (hour !== undefined && (Number(hour) > 23 || Number(minute) > 59)) return null;
  const time = hour === undefined ? endOfWork(clock) : `${hour.padStart(2, '0')}:${minute}`;
  const today = dayjs(now).tz(zone).format('YYYY-MM-DD');
  const at = (date: string): Date => dayjs.tz(`${date}T${time}:00`, zone).toDate();
  const ahead = (days: number): Date => at(dayjs.utc(today).add(days, 'day').format('YYYY-MM-DD'));
  if (day === undefined) return ahead(0) > now ? ahead(0) : ahead(1);
  if (day === 'today' || day === 'eod') return ahead(0);
  if (day === 'tomorrow') return ahead(1);
  if (/^\d/.test(day)) return dayjs.utc(day).format('YYYY-MM-DD') === day ? at(day) : null;
  const weekday = weekdays.findIndex((name) => name === day || name.slice(0, 3) === day);
  if (weekday === -1) return null;
  const away = (weekday - dayjs.utc(today).day() + 7) % 7;
  return ahead(away) > now ? ahead(away) : ahead(away + 7);
}

// 24:00 is written as the last minute of the day.
function endOfWork({ policy }: DueClock): string {
  const { to } = policy.businessHours;
  const minute = Math.min(to, 24 * 60 - 1);
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

/** Takes `by 15:00` or `in 30 min` off the end of a text; what does not read as a time stays text. */
export function takeDue(text: string, clock: DueClock): { rest: string; due: Date | null } {
  for (const { index } of [...text.matchAll(/(?:^|\s)(?:(?:by|due)\s+|(?=in \d))/gi)].toReversed()) {
    const due = parseDue(text.slice(index).replace(/^\s*(?:(?:by|due)\s+)?/i, ''), clock);
    if (due !== null) return { rest: text.slice(0, index).trim(), due };
  }
  return { rest: text.trim(), due: null };
}
