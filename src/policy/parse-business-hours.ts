import type { Policy } from '../domain/policy.ts';
import { type Parsed, quote } from './parse-duration.ts';

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const remedy = 'Write Mon-Fri 09:00-18:00, or name the days: Mon, Wed, Sat 10:00-16:00.';

/** `Mon-Fri 09:00-18:00`; days are 1 (Monday) to 7, times are minutes of the day. */
export function parseBusinessHours(text: string): Parsed<Policy['businessHours']> {
  const match = /^(.+?)\s+(\d{1,2}):(\d\d)\s*-\s*(\d{1,2}):(\d\d)$/.exec(text.trim());
  if (!match) return { problem: `${quote(text)} is not working hours. ${remedy}` };
  const from = minuteOf(match[2], match[3]);
  const to = minuteOf(match[4], match[5]);
  if (from === null || to === null) return { problem: `${quote(text)} has a time that no clock shows. ${remedy}` };
  if (from >= to) return { problem: `${quote(text)} ends before it starts. ${remedy}` };
  const found = new Set<number>();
  for (const part of (match[1] ?? '').split(',')) {
    const range = rangeOf(part.trim());
    if (range === null) return { problem: `${quote(part.trim())} is not a day or a range of days. ${remedy}` };
    for (const day of range) found.add(day);
  }
  return { value: { days: [...found].sort((a, b) => a - b), from, to } };
}

function minuteOf(hours: string | undefined, minutes: string | undefined): number | null {
  const minute = Number(hours) * 60 + Number(minutes);
  return Number(minutes) < 60 && minute <= 24 * 60 ? minute : null;
}

/** `Sat-Mon` goes over the end of the week. */
function rangeOf(part: string): number[] | null {
  const [first, last, ...more] = part.split('-').map((day) => days.indexOf(day.trim().toLowerCase()) + 1);
  if (first === undefined || first === 0 || last === 0 || more.length > 0) return null;
  const length = last === undefined ? 1 : ((last - first + 7) % 7) + 1;
  return Array.from({ length }, (_, step) => ((first - 1 + step) % 7) + 1);
}
