import type { Incident } from '../../src/domain/incident.ts';
import type { Notice } from '../../src/domain/notices.ts';
import { iso, minute, staffed } from '../support/facts.ts';
import { members } from '../support/policy.ts';
import { example } from './example.ts';
import type { Example } from './write-view.ts';

const { ana } = members;

function isPrivateSince(seen: NonNullable<Incident['madePrivate']>['seen']): Partial<Incident> {
  const channel = { id: 'C0123456700', name: 'inc-42-checkout' };
  return { ...staffed, private: true, madePrivate: { by: ana, at: minute(12), channel, seen } };
}

const made = { type: 'madePrivate', by: ana, at: iso(12), why: null, replan: null } as const;
const known = { members: 12, others: ['Dee Novak', 'Cy Tan'], othersCount: 2, announced: 140 };
const part = (label: string, state: 'done' | 'waiting' | 'failed', reason: string | null = null) => ({
  effectId: `inc:withdraw.${label}`,
  label,
  state,
  reason,
});

/** What is said when an incident is made private. */
export const privacy: Record<Extract<Notice['type'], 'madePrivate' | 'movedAway'>, Example[]> = {
  madePrivate: [
    example('just now', { ...made, why: 'customer data in the logs' }, 12, isPrivateSince(null), {
      receipt: [part('Announcement and its thread', 'waiting'), part('My messages in the old channel', 'waiting')],
    }),
    example('when it is done', made, 13, isPrivateSince(known), {
      receipt: [
        part('Announcement and its thread', 'done'),
        part('My messages in the old channel', 'done'),
        part(
          'Its name',
          'failed',
          'Slack refused it: not allowed in this workspace. Ask a workspace admin to allow it',
        ),
      ],
    }),
    example('before there was a channel', made, 13, {
      private: true,
      madePrivate: {
        by: ana,
        at: minute(12),
        channel: null,
        seen: { ...known, members: 0, others: [], othersCount: 0 },
      },
    }),
  ],
  movedAway: [example('in the channel that everybody can open', { type: 'movedAway' }, 13, isPrivateSince(known))],
};
