import type { Followed } from '../../src/domain/followers.ts';
import type { Notice } from '../../src/domain/notices.ts';
import { iso, minute, staffed } from '../support/facts.ts';
import { members } from '../support/policy.ts';
import { example } from './example.ts';
import type { Example } from './write-view.ts';

const { ana, ben, cy, lena } = members;
const nothing = { know: null, done: null, next: null, eta: null, noChangeSince: null, nextDue: null };

const update = (number: number, at: number, text: string): Followed => ({
  type: 'update',
  number,
  by: ana,
  at: iso(at),
  status: 'investigating',
  text,
  ...nothing,
});
const taken: Notice = {
  type: 'change',
  by: ana,
  at: iso(2),
  change: { what: 'roleTaken', role: 'commander', user: ana, from: null },
  replan: null,
};

const raised: Followed = {
  type: 'change',
  by: ben,
  at: iso(52),
  change: { what: 'severity', from: 'P1', to: 'P0', why: 'payments too' },
  replan: null,
};
const followed = (of: Followed): Notice => ({ type: 'followed', user: lena, of });

/** Slack was away, for an hour. */
export const awayMessages: Example[] = [
  example(
    'after an hour without Slack',
    {
      type: 'whileAway',
      place: 'channel',
      since: iso(2),
      carried: ['inc:2.1', 'inc:3.1', 'inc:4.1'],
      skipped: [`reminder of update #2 (due ${iso(42)})`, `reminder of update #2 (due ${iso(45)})`],
      asked: [
        {
          type: 'step',
          planned: iso(15),
          kind: 'inform',
          called: { target: 'eng-manager', title: 'Engineering Manager', name: 'Lena Vogt', user: lena, phone: null },
          round: 0,
          early: null,
          by: null,
        },
        { type: 'overdue', planned: iso(50), number: 2, due: iso(45), stage: 'commander', ask: [cy, ana] },
      ],
      own: raised,
    },
    62,
    staffed,
    {
      carried: [
        { id: 'inc:2.1', at: minute(2), notice: taken },
        { id: 'inc:3.1', at: minute(30), notice: update(1, 30, 'Rolled back checkout 41 → 40; errors 38 % → 4 %') },
        { id: 'inc:9.1', at: minute(52), notice: raised },
      ],
    },
  ),
  example(
    'Slack and Muster were away',
    { type: 'whileAway', place: 'channel', since: iso(2), carried: ['inc:2.1'], skipped: [], asked: [], own: taken },
    40,
    staffed,
    {
      carried: [
        { id: 'inc:2.1', at: minute(2), notice: taken },
        {
          id: 'inc:3.1',
          at: minute(33),
          notice: {
            type: 'confession',
            from: iso(19),
            to: iso(33),
            late: [`reminder of the update (due ${iso(30)})`],
            planned: [],
          },
        },
      ],
    },
  ),
  example(
    'to somebody who follows',
    {
      type: 'whileAway',
      place: 'person',
      since: iso(30),
      carried: ['inc:3.2'],
      skipped: [],
      asked: [],
      own: followed(raised),
    },
    62,
    staffed,
    {
      carried: [
        { id: 'inc:3.2', at: minute(30), notice: followed(update(1, 30, 'Rolled back checkout 41 → 40')) },
        { id: 'inc:9.2', at: minute(52), notice: followed(raised) },
      ],
    },
  ),
];
