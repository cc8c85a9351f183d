import type { Policy } from '../../src/domain/policy.ts';
import type { Checklist } from '../../src/domain/runbook-parts.ts';
import { policy } from './policy.ts';

/** A checklist of a policy with two boxes, for all severities and without a time. */
export function checklist(key: string, show: Checklist['show'], more: Partial<Checklist> = {}): Checklist {
  return { key, name: key, show, due: null, severities: null, items: ['one', 'two'], ...more };
}

/** So many hours by the clock. */
export const hours = (n: number) => ({ clock: 'wall', ms: n * 60 * 60_000 }) as const;

/** The tests' policy with lists for every moment, some for some severities only. */
export const policyWithLists: Policy = {
  ...policy,
  checklists: [
    checklist('opening', 'declared'),
    checklist('urgent', 'declared', { severities: ['P0'] }),
    checklist('command', 'command'),
    checklist('resolution', 'monitoring'),
    checklist('closure', 'resolved', { due: hours(1) }),
    checklist('day', 'resolved', { due: hours(24), severities: ['P0', 'P1'] }),
  ],
};
