import type { Policy } from '../../src/domain/policy.ts';
import type { FirstAction } from '../../src/domain/runbook-parts.ts';
import { policy } from './policy.ts';

const firstActions: Record<string, FirstAction> = { P2: 'notify', P3: 'ticket' };
const criteria: Record<string, string[]> = { P0: ['more than 20 % of requests fail'] };

/** A policy with everything said that sizes an incident up, and whom to turn to. */
export function sizing(policy: Policy): Policy {
  return {
    ...policy,
    severities: policy.severities.map((severity) => ({
      ...severity,
      firstAction: firstActions[severity.key] ?? 'page',
      criteria: criteria[severity.key] ?? [],
    })),
    triage: {
      ask: 'declare',
      questions: [
        { key: 'users', question: 'How many users are affected?' },
        { key: 'workaround', question: 'Is there a way around it?' },
      ],
    },
    containment: [
      {
        key: 'database',
        name: 'Database',
        hints: ['Look at the connections: `SELECT count(*) FROM pg_stat_activity;`', 'Restart the pool'],
      },
      { key: 'security', name: 'Security', hints: ['Revoke the keys'] },
    ],
  };
}

/** The small policy so. */
export const sized: Policy = sizing(policy);
