import { type Parsed, quote } from './parse-duration.ts';

/** A day of the calendar, `2026-01-05`, that exists. */
export function parseDate(text: string): Parsed<string> {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  // The 30th of February would silently become the 2nd of March.
  if (at !== null && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)) return { value: text };
  return { problem: `${quote(text)} is not a date. Write year, month and day: 2026-01-05` };
}
