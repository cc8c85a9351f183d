import type { Reached, Way } from '../../src/domain/reached.ts';
import { renderReach } from '../../src/slack/views/ephemeral/reach.ts';
import { anIncident } from '../support/facts.ts';
import { members, policy } from '../support/policy.ts';
import type { Example } from './write-view.ts';

const done: Way = { end: 'done', reason: null };
const pagerAway: Way = { end: 'waits', reason: 'PagerDuty did not answer' };
const slackAway: Way = { end: 'waits', reason: 'Slack did not answer' };

function ana(message: Way | null, phone: Way | null): Reached {
  return { user: members.ana, title: 'Incident Commander', message, phone };
}

function told(when: string, people: Reached[], slackWaits: string | null = null, pagerRings = true): Example {
  return { when, view: renderReach({ people, slackWaits, incident: anIncident(), policy, pagerRings }) ?? {} };
}

/** What a terminal reads of the calls. */
export const reachedAnswers: Example[] = [
  told('everything arrived', [ana(done, done)]),
  told('without a pager', [ana(done, null)], null, false),
  told('PagerDuty is away', [ana(done, pagerAway)]),
  told('PagerDuty refused', [ana(done, { end: 'refused', reason: 'no user has this address' })]),
  told('PagerDuty has only a queue', [ana(done, { end: 'queued', reason: null })]),
  told('Slack is away', [ana(slackAway, done)], 'Slack did not answer'),
  told('both are away', [ana(slackAway, pagerAway)], 'Slack did not answer'),
  told('nothing is known yet', [ana({ end: 'waits', reason: null }, { end: 'waits', reason: null })]),
];
