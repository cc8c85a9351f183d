import type { MonthInFigures } from './month.ts';

/** How many days a glance looks back. */
export const glanceDays = 30;

/**
 * What was declared in the last days, and in this calendar month beside the one before it, for one person: real, unmerged
 * incidents; of private ones only those that they are in.
 */
export type Glance = {
  total: number;
  /** Severity key → how many; only severities that occurred. */
  bySeverity: { severity: string; count: number }[];
  month: MonthInFigures;
  before: MonthInFigures;
};
