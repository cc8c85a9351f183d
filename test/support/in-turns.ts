import type { Policy } from '../../src/domain/policy.ts';
import { policy } from './policy.ts';

/** The small policy with a rotation of two weeks' turns, where the second says nothing of the communications lead. */
export const inTurns: Policy = {
  ...policy,
  rotation: {
    starts: '2026-01-05',
    days: 7,
    turns: [
      { commander: 'devops-lead', 'tech-lead': 'senior-backend', comms: 'eng-manager' },
      { commander: 'senior-backend', 'tech-lead': 'architect' },
    ],
  },
};
