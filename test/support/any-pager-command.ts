import type { RingAnswer } from '../../src/domain/commands.ts';
import type { AttachAnswer, PagerChange } from '../../src/domain/pager-news.ts';
import type { Maker } from './any-command.ts';
import type { Random } from '../../workbench/random.ts';

function rung(user: string, random: Random) {
  return {
    user,
    title: 'Incident Commander',
    call: random.one(['reach', 'page'] as const),
    why: null,
  };
}

/** What a pager may come up with. */
export const pagerCommands: { [T in 'rang' | 'ringDelayed' | 'pageAttached' | 'pagerChanged']: Maker<T> } = {
  rang: (by, random) => ({
    type: 'rang',
    effect: random.one(['inc:1.9', 'inc:2.3']),
    ...rung(by, random),
    answer: random.one<RingAnswer>([
      {
        outcome: 'accepted',
        via: 'PagerDuty',
        page: { id: 'Q1', url: 'https://acme.pagerduty.com/incidents/Q1' },
        assignee: 'PANA001',
      },
      { outcome: 'queued', via: 'PagerDuty' },
      { outcome: 'refused', via: 'PagerDuty', reason: 'nobody is on call' },
    ]),
  }),
  pagerChanged: (by, random) => ({
    type: 'pagerChanged',
    ring: random.one(['inc:1.9', 'inc:2.3']),
    author: random.one([
      { user: by, name: 'Somebody' },
      { user: null, name: 'Pat Doe' },
    ]),
    change: random.one<PagerChange>([
      { what: 'acknowledged' },
      { what: 'resolved' },
      { what: 'reassigned', to: [{ id: 'PBEN001', name: 'Ben Okafor' }] },
      { what: 'noted', text: 'it is the cache' },
    ]),
  }),
  pageAttached: (by, random, incident) => ({
    type: 'pageAttached',
    effect: incident.attachment?.effect ?? 'inc:1.9',
    answer: random.one<AttachAnswer>([
      { outcome: 'refused', via: 'PagerDuty', reason: 'PagerDuty did not answer', title: null, again: true },
      {
        outcome: 'attached',
        via: 'PagerDuty',
        page: { id: 'Q2', url: 'https://acme.pagerduty.com/incidents/Q2' },
        number: 123,
        title: 'Disk full',
        people: [{ id: 'PANA001', name: 'Ana Ruiz', user: random.one([by, null]) }],
        acknowledged: random.one([null, { user: by, name: 'Somebody' }, { user: null, name: 'Pat Doe' }]),
      },
    ]),
  }),
  ringDelayed: (by, random) => ({
    type: 'ringDelayed',
    effect: random.one(['inc:1.9', 'inc:2.3']),
    ...rung(by, random),
    via: 'PagerDuty',
    reason: 'PagerDuty did not answer',
  }),
};
