import type { Glance } from '../../src/domain/glance.ts';

/** Nothing was declared. */
export const nothing: Glance = {
  total: 0,
  bySeverity: [],
  toAcknowledge: null,
  toMitigate: null,
  toResolve: null,
  falsePositives: 0,
};
/** An ordinary month. */
export const month: Glance = {
  total: 14,
  bySeverity: [
    { severity: 'P2', count: 4 },
    { severity: 'P0', count: 2 },
    { severity: 'P1', count: 8 },
  ],
  toAcknowledge: { ms: 4 * 60_000, known: 12 },
  toMitigate: { ms: 65 * 60_000, known: 14 },
  toResolve: null,
  falsePositives: 2,
};
