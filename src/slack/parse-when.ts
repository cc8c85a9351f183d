import dayjs from 'dayjs';
import timezone from 'dayjs/plugin/timezone.js';
import utc from 'dayjs/plugin/utc.js';
import { UserError } from '../errors.ts';

dayjs.extend(utc);
dayjs.extend(timezone);

/** On whose clock a time to come is read. `dayStart` is the minute of the day that a day without a time means. */
export type Clock = { zone: string; now: Date; dayStart: number };

const days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const units: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

const lead = /^(?:until|till|at|on|in|for|next)\s+/i;
const span = /^(\d{1,4})\s*(m|min|mins|minutes?|h|hours?|d|days?)(?=[\s,;:]|$)/i;
const date = /^(\d{4}-\d{2}-\d{2})(?:t|(?=[\s,;]|$))/i;
const day = /^(today|tomorrow|(?:sun|mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?)(?:day)?)(?=[\s,;]|$)/i;
const clock = /^(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?(?=[\s,;]|$)/i;

/** Reads a time to come at the beginning of a text, and what follows it; null when none is there. */
export function readWhen(text: string, on: Clock): { at: Date; rest: string } | null {
  let rest = text.trim();
  while (lead.test(rest)) rest = rest.replace(lead, '');
  const lasting = span.exec(rest);
  if (lasting) {
    const ms = Number(lasting[1]) * (units[(lasting[2] ?? 'm').charAt(0).toLowerCase()] ?? 0);
    return { at: new Date(on.now.getTime() + ms), rest: behind(rest, lasting[0]) };
  }
  const named = date.exec(rest) ?? day.exec(rest);
  const at = named === null ? rest : behind(rest, named[0]).replace(/^at\s+/i, '');
  const time = clock.exec(at);
  const minute = time === null ? null : minuteOf(time);
  if (named === null && minute === null) return null;
  const left = time === null || minute === null ? at : behind(at, time[0]);
  const when = timeOn(named?.[1]?.toLowerCase() ?? null, minute ?? on.dayStart, on);
  return when === null ? null : { at: when, rest: left };
}

/** Finds a time to come anywhere in a text, such as "@ben at 18:00", and the text without it; null when none is there. */
export function findWhen(text: string, on: Clock): { at: Date; rest: string } | null {
  const words = text.trim().split(/\s+/);
  for (const index of words.keys()) {
    const found = readWhen(words.slice(index).join(' '), on);
    if (found !== null) return { at: found.at, rest: [...words.slice(0, index), found.rest].join(' ').trim() };
  }
  return null;
}

/** What is told when no time can be read. */
export function unreadableWhen(text: string): UserError {
  return new UserError(
    'unreadable-time',
    text.trim() === '' ? 'The time is missing.' : `I cannot read a time in “${text.trim().slice(0, 80)}”.`,
    'Write it as `14:30`, `tomorrow 09:00`, `monday`, `2026-11-24 09:00` or `2h`.',
  );
}

function behind(text: string, found: string): string {
  return text.slice(found.length).replace(/^[\s,;:]+/, '');
}

// A bare number may be anything: "9" is a time only as "9:00" or "9am".
function minuteOf([, hours = '', minutes, half]: RegExpExecArray): number | null {
  if (minutes === undefined && half === undefined) return null;
  const hour = Number(hours);
  if (half !== undefined && (hour < 1 || hour > 12)) return null;
  const whole = half === undefined ? hour : (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
  const minute = Number(minutes ?? 0);
  return whole > 23 || minute > 59 ? null : whole * 60 + minute;
}

/** The next such moment: on that day, or today or tomorrow where only a time is named. */
function timeOn(word: string | null, minute: number, { zone, now }: Clock): Date | null {
  const today = dayjs.utc(dayjs(now).tz(zone).format('YYYY-MM-DD'));
  const at = (offset: number) => onClock(today.add(offset, 'day').format('YYYY-MM-DD'), minute, zone);
  if (word === 'today') return at(0);
  if (word === 'tomorrow') return at(1);
  if (word === null) return at(0) > now ? at(0) : at(1);
  if (/^\d/.test(word)) return dayjs.utc(word).format('YYYY-MM-DD') === word ? onClock(word, minute, zone) : null;
  const wanted = days.findIndex((one) => one.startsWith(word.slice(0, 3)));
  const offset = (wanted - today.day() + 7) % 7;
  return at(offset) > now ? at(offset) : at(offset + 7);
}

// From the local date and clock, so that a day on which the clocks change is read as people mean it.
function onClock(isoDay: string, minute: number, zone: string): Date {
  const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:00`;
  return dayjs.tz(`${isoDay}T${time}`, zone).toDate();
}
