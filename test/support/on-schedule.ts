import type { Policy } from '../../src/domain/policy.ts';
import { minute } from './facts.ts';
import { policy } from './policy.ts';

const duties = ['person', 'stranger', 'nobody'] as const;

/** The tests' policy, whose roles have schedules of which PagerDuty said something each. */
export const onSchedule: Policy = {
  ...policy,
  severities: policy.severities.slice(0, 1),
  roles: policy.roles.map((role, n) => ({
    ...role,
    duty: { state: duties[n] ?? 'unknown', name: 'Pat Doe', askedAt: minute(3) },
  })),
};
