import type { Glance } from '../../src/domain/glance.ts';
import type { MonthInFigures } from '../../src/domain/month.ts';
import type { Policy } from '../../src/domain/policy.ts';
import type { Targets } from '../../src/domain/runbook-parts.ts';
import { repeated } from './every-notice.ts';
import { policy } from './policy.ts';

/** Nothing was declared. */
export const nothing: Glance = {
  total: 0,
  bySeverity: [],
  month: empty('March'),
  before: empty('February'),
};
/** An ordinary month. */
export const month: Glance = {
  total: 14,
  bySeverity: [
    { severity: 'P2', count: 4 },
    { severity: 'P0', count: 2 },
    { severity: 'P1', count: 8 },
  ],
  month: {
    name: 'March',
    declared: 9,
    falsePositives: 2,
    repeats: 1,
    bySeverity: [
      { severity: 'P1', declared: 6, stood: 4, toAcknowledge: { ms: 5 * 60_000, known: 5 } },
      { severity: 'P0', declared: 3, stood: 3, toAcknowledge: { ms: 3 * 60_000, known: 3 } },
    ],
    toDetect: null,
    toAcknowledge: { ms: 4 * 60_000, known: 8 },
    toMitigate: { ms: 65 * 60_000, known: 9 },
    toResolve: { ms: 5 * 60 * 60_000, known: 2 },
  },
  before: {
    name: 'February',
    declared: 12,
    falsePositives: 0,
    repeats: 3,
    bySeverity: [{ severity: 'P1', declared: 12, stood: 12, toAcknowledge: { ms: 25 * 60_000, known: 12 } }],
    toDetect: { ms: 2 * 60_000, known: 12 },
    toAcknowledge: { ms: 25 * 60_000, known: 12 },
    toMitigate: { ms: 70 * 60_000, known: 12 },
    toResolve: { ms: 3 * 60 * 60_000, known: 12 },
  },
};
/** Targets that it meets in part. */
export const targets: Targets = {
  detect: 5 * 60_000,
  acknowledge: { P0: 15 * 60_000, P1: 20 * 60_000 },
  mitigate: null,
  resolve: 4 * 60 * 60_000,
  incidentsPerMonth: { severities: ['P0', 'P1'], fewerThan: 8 },
  service: ['99.9 % availability', 'Error rate < 0.1 %'],
};

/** A month in which nothing was declared. */
export function empty(name: string): MonthInFigures {
  const unknown = { toDetect: null, toAcknowledge: null, toMitigate: null, toResolve: null };
  return { name, declared: 0, falsePositives: 0, repeats: 0, bySeverity: [], ...unknown };
}

/** More severities than anybody has, each with a target that was kept or missed in both months. */
export function fullestMonth(service: string): { glance: Glance; wanting: Policy } {
  const severities = policy.severities.flatMap((one) =>
    repeated(8, (n) => ({ ...one, key: `${one.key}${n}${'x'.repeat(60)}` })),
  );
  const keys = severities.map(({ key }) => key);
  const ms = 4 * 60 * 60_000 - 60_000;
  const median = { ms, known: 5000 };
  const bySeverity = keys.map((severity) => ({ severity, declared: 5001, stood: 5001, toAcknowledge: median }));
  const times = { toDetect: median, toAcknowledge: median, toMitigate: median, toResolve: median };
  const full = { name: 'September', declared: 50_001, falsePositives: 5000, repeats: 5000, bySeverity, ...times };
  return {
    glance: {
      total: 50_001,
      bySeverity: keys.map((severity) => ({ severity, count: 5001 })),
      month: full,
      before: full,
    },
    wanting: {
      ...policy,
      severities,
      targets: {
        detect: ms,
        acknowledge: Object.fromEntries(keys.map((key) => [key, ms])),
        mitigate: ms,
        resolve: ms,
        incidentsPerMonth: { severities: keys, fewerThan: 5000 },
        service: repeated(20, () => service),
      },
    },
  };
}
