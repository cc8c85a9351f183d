import type { Notice } from '../../src/domain/notices.ts';
import { iso, minute, resolved, taskOf } from '../support/facts.ts';
import { members, policy } from '../support/policy.ts';
import { example } from './example.ts';
import type { Example } from './write-view.ts';

const { ana, dee } = members;

const digest: Extract<Notice, { type: 'digest' }> = {
  type: 'digest',
  user: ana,
  items: (['checklist', 'meeting', 'report'] as const).map((what, n) => ({
    key: what === 'checklist' ? 'list:closure' : what,
    what,
    due: iso(129 + n * 2880),
    overdue: n === 0,
  })),
};

/** What one person hears of what is due after an incident, and how that message goes on. */
export const digests: Example[] = [
  example('everything is due', digest, 2949, resolved),
  example('the policy has an agenda', { ...digest, items: digest.items.slice(1, 2) }, 2949, resolved, {
    policy: {
      ...policy,
      review: {
        ...policy.review,
        attendees: ['Who had a role', 'Leads of product'],
        agenda: [
          { topic: 'The timeline', minutes: 10, points: [] },
          { topic: 'The root cause', minutes: 20, points: ['What went on?', 'What caused it?'] },
        ],
      },
    },
  }),
  example('one thing is due', { ...digest, items: digest.items.slice(1, 2) }, 2949, resolved),
  example('some of it is done', digest, 2949, {
    ...resolved,
    after: (resolved.after ?? []).map((item) => (item.what === 'meeting' ? { ...item, doneAt: minute(2900) } : item)),
  }),
  example(
    'an action item in progress',
    { type: 'digest', user: ana, items: [{ key: 'A1', what: 'action', due: iso(2880), overdue: false }] },
    2949,
    {
      ...resolved,
      tasks: [
        {
          ...taskOf('A1', 'alert on disk space'),
          owner: ana,
          due: minute(2880),
          actionKind: 'Monitoring',
          started: { by: ana, at: minute(200), took: false },
        },
      ],
    },
  ),
  example('the incident is open again', digest, 2949, { ...resolved, status: 'investigating', after: [] }),
  example('to somebody who is not in a private incident', { ...digest, user: dee }, 2949, {
    ...resolved,
    private: true,
  }),
];
