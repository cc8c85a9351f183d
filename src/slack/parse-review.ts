import dayjs from 'dayjs';
import timezone from 'dayjs/plugin/timezone.js';
import utc from 'dayjs/plugin/utc.js';
import { localDay } from '../domain/duration.ts';
import { UserError } from '../errors.ts';

dayjs.extend(utc);
dayjs.extend(timezone);

/** What somebody says of the runbook itself. `next` is a day as YYYY-MM-DD. */
export type ParsedReview = { type: 'reviewed'; next: string | null } | { type: 'undo' } | { type: 'snooze' };

const units = { day: 'day', week: 'week', month: 'month', quarter: 'quarter', year: 'year' } as const;
// A typing error of a digit is no plan.
const mostYears = 5;

/** Reads `reviewed`, `reviewed 2027-03-01`, `reviewed in 3 months`, `reviewed undo` and `snooze`; null for words to search by. */
export function parseReview(
  text: string,
  { now, timezone: zone }: { now: Date; timezone: string },
): ParsedReview | null {
  const [first = '', ...words] = text.trim().toLowerCase().split(/\s+/);
  if (first === 'snooze' && words.length === 0) return { type: 'snooze' };
  if (first !== 'reviewed') return null;
  const said = words.join(' ').replace(/^next /, '');
  if (said === '') return { type: 'reviewed', next: null };
  if (said === 'undo') return { type: 'undo' };
  const today = localDay(now, { timezone: zone });
  const next = dayIn(said, today);
  if (next === null)
    throw new UserError(
      'review-when',
      `I cannot read “${said.slice(0, 60)}” as a day.`,
      'Write `runbook reviewed 2027-03-01` or `runbook reviewed in 3 months`.',
    );
  if (next <= today || next > dayjs.utc(today).add(mostYears, 'year').format('YYYY-MM-DD'))
    throw new UserError(
      'review-when-not',
      `The next time cannot be ${dayjs.utc(next).format('D MMM YYYY')}.`,
      `Name a day after today, at most ${mostYears} years ahead.`,
    );
  return { type: 'reviewed', next };
}

function dayIn(said: string, today: string): string | null {
  if (/^\d{4}-\d\d-\d\d$/.test(said)) return dayjs.utc(said).format('YYYY-MM-DD') === said ? said : null;
  const [all, n, unit] = /^(?:in )?(\d{1,3}|an?) ?(day|week|month|quarter|year)s?$/.exec(said) ?? [];
  if (all === undefined || n === undefined) return null;
  const name = Object.values(units).find((one) => one === unit) ?? 'day';
  const many = n.startsWith('a') ? 1 : Number(n);
  const length = name === 'quarter' ? dayjs.utc(today).add(many * 3, 'month') : dayjs.utc(today).add(many, name);
  return length.format('YYYY-MM-DD');
}
