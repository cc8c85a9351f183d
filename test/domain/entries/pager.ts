import type { FactValue } from '../../../src/domain/timeline.ts';
import { members } from '../../support/policy.ts';

type Row = [body: Record<string, FactValue>, actor: string | null, said: string];
const { ben } = members;
const page = { user: ben, title: 'Technical Lead', via: 'Slack', reason: null, rang: false };

const change = { via: 'PagerDuty', user: ben, name: null, to: null, text: null };

/** What the record says of pages. */
export const pagerEntries: Record<'pageAnswered' | 'pagerChanged', Row[]> = {
  pagerChanged: [
    [{ ...change, what: 'acknowledged' }, ben, 'Ben acknowledged the page for ben in PagerDuty'],
    [{ ...change, what: 'resolved', name: 'Pat Doe' }, null, 'Pat Doe resolved the page for ben in PagerDuty'],
    [{ ...change, what: 'reassigned', to: ['Cy Tan'] }, ben, 'Ben gave the page for ben in PagerDuty to Cy Tan'],
    [{ ...change, what: 'noted', text: 'it is the cache' }, ben, 'Ben noted in PagerDuty: it is the cache'],
  ],
  pageAnswered: [
    [{ ...page, outcome: 'accepted' }, null, 'Ben: called by Slack; no phone rang'],
    [{ ...page, outcome: 'accepted', rang: true }, null, 'Ben: paged: Slack accepted it'],
    [{ ...page, outcome: 'queued' }, null, 'Ben: queued by Slack'],
    [
      { ...page, outcome: 'refused', reason: 'the account is off' },
      null,
      'Ben: could not be reached by Slack: the account is off',
    ],
    [
      { ...page, outcome: 'delayed', via: 'PagerDuty', reason: 'PagerDuty did not answer' },
      null,
      'Ben: not paged yet by PagerDuty: PagerDuty did not answer; it is tried again',
    ],
    [
      { ...page, outcome: 'accepted', via: 'PagerDuty', rang: true, with: 'INC-41' },
      null,
      'Ben: not paged again by PagerDuty: the page of INC-41 waits for them and names this one, too',
    ],
    [{ ...page, outcome: 'unknown' }, null, 'Ben: whether Slack reached them is not known'],
  ],
};
