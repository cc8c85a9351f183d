import type { PagerAuthor, PagerChange } from '../../src/domain/pager-news.ts';
import type { Incident } from '../../src/domain/incident.ts';
import { minute } from '../support/facts.ts';
import { members } from '../support/policy.ts';
import { example } from './example.ts';
import { troubles } from './troubles.ts';
import type { Example } from './write-view.ts';

const { ana, ben } = members;
const done = (change: PagerChange, by: PagerAuthor = { user: ana, name: 'Ana Ruiz' }, user: string = ana) =>
  example(change.what, { type: 'pagerChange', by, via: 'PagerDuty', user, change }, 3);

const pagerChanges: Example[] = [
  done({ what: 'acknowledged' }),
  done({ what: 'acknowledged' }, { user: null, name: 'Pat Doe' }),
  done({ what: 'resolved' }, { user: ana, name: 'Ana Ruiz' }, ben),
  done({ what: 'reassigned', to: [{ id: 'PBEN001', name: 'Ben Okafor' }] }),
  example(
    'one that the pager had before',
    {
      type: 'pagerChange',
      by: { user: ana, name: 'Ana Ruiz' },
      via: 'PagerDuty',
      user: ana,
      change: { what: 'resolved' },
      page: 'PagerDuty incident #123',
    },
    3,
  ),
  done({ what: 'noted', text: 'it is the cache' }),
];

const ring = {
  user: ana,
  title: '',
  via: 'PagerDuty',
  at: minute(0),
  accepted: true,
  page: { id: 'Q1A2B3', url: 'https://acme.pagerduty.com/incidents/Q1A2B3' },
  assignee: 'PANA001',
  movedTo: null,
  acknowledged: null,
  ended: null,
};
const people = [
  { id: 'PANA001', name: 'Ana Ruiz', user: ana },
  { id: 'PPAT003', name: 'Pat Doe', user: null },
];
function attached(
  when: string,
  whom: typeof people,
  changed: Partial<Incident> = {},
  acknowledged: PagerAuthor | null = null,
): Example {
  const notice = { type: 'attached', ring: 'inc:1.9', title: 'Disk full on db-3', named: false, acknowledged } as const;
  const answered = acknowledged !== null || changed.declaredBy === ana ? minute(0) : null;
  const rings = { 'inc:1.9': { ...ring, acknowledged: answered, attached: { number: 123, people: whom } } };
  return example(when, notice, 1, { rings, ...changed });
}

const attachments: Example[] = [
  attached('it rings one person', people.slice(0, 1)),
  attached('it rings several', people),
  attached('it rings who declared', people.slice(0, 1), { declaredBy: ana }),
  attached('it is assigned to nobody', []),
  attached('somebody had acknowledged it', people, {}, { user: null, name: 'Pat Doe' }),
  attached('of a private incident', people, { private: true }),
];

/** What did not work, and what people did in the pager. */
export const outsideTroubles = { trouble: troubles, pagerChange: pagerChanges, attached: attachments };
