import { handoverOf } from '../../src/domain/duty-handover.ts';
import { turnAt } from '../../src/domain/on-duty.ts';
import type { UpkeepRecord } from '../../src/domain/upkeep.ts';
import { renderDutyHandover, renderOnDuty } from '../../src/slack/views/duty.ts';
import { type ReviewFacts, renderReview, renderReviewed } from '../../src/slack/views/upkeep.ts';
import { anIncident, minute } from '../support/facts.ts';
import { members, policy } from '../support/policy.ts';
import type { Example } from './write-view.ts';

const rotation = {
  starts: '2026-01-05',
  days: 7,
  turns: [{ commander: 'devops-lead' }, { commander: 'senior-backend' }],
};
const onCall = { ...policy, rotation };
const turn = turnAt(onCall, minute(0));
const roles = turn === null ? [] : handoverOf(onCall, turn);
const policyOf = () => onCall;

/** What is told when a turn of the rotation begins. */
export const dutyMessages: Example[] =
  turn === null
    ? []
    : [
        { when: 'in the announcements channel', view: renderDutyHandover(onCall, turn, roles) },
        {
          when: 'to who comes on duty, with something open',
          view: renderOnDuty(onCall, turn, { roles: ['commander'], open: [anIncident()], policyOf }),
        },
        {
          when: 'to who comes on duty, with nothing open',
          view: renderOnDuty(onCall, turn, { roles: ['commander'], open: [], policyOf }),
        },
      ];

const upkeep = { next: '2026-02-02', after: ['P0', 'P1'], also: ['A service is added'], owner: null };
const read = { by: members.ana, at: minute(0), next: '2026-06-01', policyNext: upkeep.next };
const none: UpkeepRecord = { reviewed: null, snoozed: null, resolved: { count: 0, first: null }, told: null };
const facts = (record: Partial<UpkeepRecord> = {}, changes: Partial<ReviewFacts> = {}): ReviewFacts => ({
  policy: { ...policy, upkeep },
  owner: null,
  record: { ...none, ...record },
  now: minute(60),
  command: '/incident',
  ...changes,
});
const titled = { ...policy, upkeep: { ...upkeep, next: null, also: [], owner: 'eng-manager' } };
const resolved = { count: 2, first: new Date(minute(0).getTime() - 7 * 24 * 60 * 60_000) };

/** What is told of the runbook itself. */
export const reviewMessages: Example[] = [
  { when: 'its date has come, and nobody has read it yet', view: renderReview(facts()) },
  {
    when: 'after incidents, its owner by title',
    view: renderReview(
      facts(
        { resolved, reviewed: { ...read, at: new Date(minute(0).getTime() - 30 * 24 * 60 * 60_000), next: null } },
        { policy: titled },
      ),
    ),
  },
  {
    when: 'put off',
    view: renderReview(facts({ snoozed: { by: members.ben, at: minute(2), until: minute(28 * 1440) } })),
  },
  { when: 'it was read', view: renderReview(facts({ reviewed: read })) },
  {
    when: 'to who said so',
    view: renderReviewed(facts({ reviewed: read }), 'Recorded: you have read the runbook.'),
  },
  {
    when: 'to who said so, where nothing is planned',
    view: renderReviewed(
      facts({ reviewed: { ...read, next: null, policyNext: null } }, { policy }),
      'Recorded: you have read the runbook.',
    ),
  },
];
