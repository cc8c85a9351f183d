/** How many days a glance looks back. */
export const glanceDays = 30;

/** The median of what is known, in milliseconds, and of how many incidents it is known; null where of none. */
export type Median = { ms: number; known: number } | null;

/**
 * What was declared in the last days, for one person: real, unmerged incidents; of private ones only those that they are in.
 * Unknown durations are in no median, and never zero.
 */
export type Glance = {
  total: number;
  /** Severity key → how many; only severities that occurred. */
  bySeverity: { severity: string; count: number }[];
  toAcknowledge: Median;
  toMitigate: Median;
  toResolve: Median;
  /** Called off because nothing was wrong. */
  falsePositives: number;
};
