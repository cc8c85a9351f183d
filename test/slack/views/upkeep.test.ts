import { expect, it } from 'vitest';
import { validateMessage } from '../../../sandbox/block-kit/validate.ts';
import { renderReview, renderReviewed } from '../../../src/slack/views/upkeep.ts';
import { minute } from '../../support/facts.ts';
import { members, policy } from '../../support/policy.ts';

const long = (n: number) => 'Wörter <!channel> & "quoted"\n'.repeat(Math.ceil(n / 29)).slice(0, n);
const upkeep = {
  next: '2026-01-02',
  after: Array.from({ length: 40 }, (_, n) => `SEVERITY-${n} ${long(100)}`),
  also: Array.from({ length: 60 }, () => long(1000)),
  owner: 'vp',
};
const wide = { ...policy, organisation: long(500), upkeep };
const reviewed = { by: members.ana, at: minute(1), next: '2027-01-02', policyNext: null };
const none = { reviewed: null, snoozed: null, resolved: { count: 99_999, first: new Date(0) }, told: null };

it.each([
  ['due', renderReview(factsOf(none))],
  ['put off', renderReview(factsOf({ ...none, snoozed: { by: members.ben, at: minute(1), until: minute(99_999) } }))],
  ['read', renderReview(factsOf({ ...none, reviewed, resolved: { count: 0, first: null } }))],
  ['said', renderReviewed(factsOf({ ...none, reviewed }), 'Recorded: you have read the runbook.')],
])('a word about the runbook itself fits into a message at its longest: %s', (_, { text, blocks }) => {
  expect(validateMessage({ text, blocks })).toEqual([]);
  expect(JSON.stringify(blocks)).not.toContain('<!channel>');
});

function factsOf(record: Parameters<typeof renderReview>[0]['record']) {
  return { policy: wide, owner: null, record, now: minute(60), command: '/incident' };
}
