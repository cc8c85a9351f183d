import { type Parsed, quote } from './parse-duration.ts';

const day = 86_400_000;
const units: Record<string, number> = { day, week: 7 * day, month: 30 * day, year: 365 * day };
const shortest = 30 * day;

/** How long ended incidents are kept: `2 years`, `18 months`, `90 days`. A month counts 30 days, a year 365. Milliseconds. */
export function parseRetention(text: string): Parsed<number> {
  const match = /^(\d{1,4})\s*(day|week|month|year)s?$/.exec(text.trim());
  const unit = units[match?.[2] ?? ''];
  if (match === null || unit === undefined)
    return { problem: `${quote(text)} is not a time to keep something. Write 2 years, 18 months or 90 days.` };
  const ms = Number(match[1]) * unit;
  // What is deleted does not come back: a slip of the pen must not cost last week's record.
  if (ms < shortest) return { problem: `${quote(text)} is shorter than 30 days. Write 2 years, 18 months or 90 days.` };
  return { value: ms };
}
