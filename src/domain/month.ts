import dayjs from 'dayjs';
import timezone from 'dayjs/plugin/timezone.js';
import utc from 'dayjs/plugin/utc.js';
import type { Policy } from './policy.ts';

dayjs.extend(utc);
dayjs.extend(timezone);

/** The median of what is known, in milliseconds, and of how many incidents it is known; null where of none. */
export type Median = { ms: number; known: number } | null;

/** What was declared in one calendar month. Unknown durations are in no median, and never zero. */
export type MonthInFigures = {
  /** `November`. */
  name: string;
  declared: number;
  /** Called off because nothing was wrong. */
  falsePositives: number;
  /** A person said that the cause is that of an earlier incident. */
  repeats: number;
  /** `stood`: not called off. */
  bySeverity: { severity: string; declared: number; stood: number; toAcknowledge: Median }[];
  toDetect: Median;
  toAcknowledge: Median;
  toMitigate: Median;
  toResolve: Median;
};

/** A calendar month where the policy is. */
type Month = { name: string; from: Date };

/** The month of that moment, and the one before it. */
export function monthsAt(now: Date, { timezone: zone }: Pick<Policy, 'timezone'>): { month: Month; before: Month } {
  const first = dayjs.utc(dayjs(now).tz(zone).format('YYYY-MM-01'));
  const monthOf = (day: dayjs.Dayjs): Month => ({
    name: day.format('MMMM'),
    // From the local date, so that a month in which the clocks change begins at midnight, too.
    from: dayjs.tz(`${day.format('YYYY-MM-DD')}T00:00:00`, zone).toDate(),
  });
  return { month: monthOf(first), before: monthOf(first.subtract(1, 'month')) };
}

/** How many incidents of a month count for the policy's target, and whether they are few enough; null without a target. */
export function volumeOf(
  { bySeverity }: Pick<MonthInFigures, 'bySeverity'>,
  { targets }: Pick<Policy, 'targets'>,
): { count: number; met: boolean } | null {
  const target = targets.incidentsPerMonth;
  if (target === null) return null;
  const counted = bySeverity.filter(({ severity }) => target.severities.includes(severity));
  const count = counted.reduce((sum, { stood }) => sum + stood, 0);
  return { count, met: count < target.fewerThan };
}
