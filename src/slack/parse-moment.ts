import dayjs from 'dayjs';
import timezone from 'dayjs/plugin/timezone.js';
import utc from 'dayjs/plugin/utc.js';
import { type MomentName, momentNames } from '../domain/incident.ts';
import type { OwnMoment } from '../domain/runbook-parts.ts';
import { UserError } from '../errors.ts';
import { momentLabels } from '../domain/moment-labels.ts';

dayjs.extend(utc);
dayjs.extend(timezone);

/** Reads `detected 02:48`: which moment, and when it was (null: not known). Times are in the reader's zone. */
export function parseMoment(
  text: string,
  zone: string,
  now: Date,
  own: readonly OwnMoment[] = [],
): { moment: MomentName; at: Date | null } | { own: OwnMoment; at: Date | null } {
  const wanted = text.trim().toLowerCase();
  const mine = ownIn(wanted, own);
  if (mine !== null) {
    const rest = wanted.slice(mine.length).trim();
    // It happens as it is said, unless another time is given.
    return { own: mine.moment, at: rest === '' ? now : parseTime(rest, zone, now) };
  }
  const found = momentNames
    .flatMap((moment) => [moment.toLowerCase(), momentLabels[moment].toLowerCase()].map((word) => ({ moment, word })))
    .filter(({ word }) => wanted === word || wanted.startsWith(`${word} `))
    .sort((a, b) => b.word.length - a.word.length)[0];
  if (!found) {
    const names = [...momentNames.map((name) => momentLabels[name].toLowerCase()), ...own.map(({ key }) => key)];
    const all = names.map((name) => `\`${name}\``).join(', ');
    throw new UserError(
      'unknown-moment',
      'I do not know which moment you mean.',
      `Choose one of ${all} and a time, such as \`detected 02:48\`.`,
    );
  }
  return { moment: found.moment, at: parseTime(wanted.slice(found.word.length).trim(), zone, now) };
}

/** The moment of the policy's own that a text begins with: by key, with or without its dashes, or by name. */
function ownIn(wanted: string, own: readonly OwnMoment[]): { moment: OwnMoment; length: number } | null {
  const words = own.flatMap((moment) =>
    [moment.key, moment.key.replaceAll('-', ' '), moment.name].map((word) => ({ moment, word: word.toLowerCase() })),
  );
  const found = words
    .filter(({ word }) => wanted === word || wanted.startsWith(`${word} `))
    .sort((a, b) => b.word.length - a.word.length)[0];
  return found === undefined ? null : { moment: found.moment, length: found.word.length };
}

/** A time that has passed, in the reader's zone; null for what is none. */
export function parsePast(text: string, zone: string, now: Date): Date | null {
  try {
    return parseTime(text.trim().toLowerCase(), zone, now);
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}

const units: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

function parseTime(text: string, zone: string, now: Date): Date | null {
  if (text === 'unknown' || text === 'not known') return null;
  if (text === 'now') return now;
  const ago = /^(\d{1,4}) ?(m|h|d)[a-z]* ago$/.exec(text);
  if (ago) return new Date(now.getTime() - Number(ago[1]) * (units[ago[2] ?? 'm'] ?? 0));
  const at = parseClock(text, zone, now);
  if (at === null) {
    throw new UserError(
      'unreadable-time',
      text === '' ? 'The time is missing.' : `I cannot read “${text}” as a time.`,
      'Write it as `02:48`, `yesterday 23:10`, `2026-11-21 02:48`, `20 min ago` or `unknown`.',
    );
  }
  if (at.getTime() > now.getTime() + 60_000)
    throw new UserError('time-in-future', 'That time has not come yet.', 'Write a time in the past, such as `02:48`.');
  return at;
}

function parseClock(text: string, zone: string, now: Date): Date | null {
  const match = /^(?:(\d{4}-\d{2}-\d{2})[ t]|(yesterday|today) )?(\d{1,2})[:.](\d{2})$/.exec(text);
  if (!match) return null;
  const [, date, word, hour = '', minute = ''] = match;
  if (Number(hour) > 23 || Number(minute) > 59) return null;
  const clock = `${hour.padStart(2, '0')}:${minute}:00`;
  const today = dayjs(now).tz(zone).format('YYYY-MM-DD');
  if (date !== undefined)
    return dayjs.utc(date).format('YYYY-MM-DD') === date ? dayjs.tz(`${date}T${clock}`, zone).toDate() : null;
  const before = dayjs.utc(today).subtract(1, 'day').format('YYYY-MM-DD');
  if (word === 'yesterday') return dayjs.tz(`${before}T${clock}`, zone).toDate();
  const at = dayjs.tz(`${today}T${clock}`, zone).toDate();
  // Shortly after midnight "23:50" is the evening before.
  return word === undefined && at.getTime() > now.getTime() + 60_000
    ? dayjs.tz(`${before}T${clock}`, zone).toDate()
    : at;
}
