import type { FactValue } from '../../../src/domain/timeline.ts';
import { members } from '../../support/policy.ts';

type Row = [body: Record<string, FactValue>, actor: string | null, said: string];
const { ben } = members;
const page = { user: ben, title: 'Technical Lead', via: 'Slack', reason: null, rang: false };

const change = { via: 'PagerDuty', user: ben, name: null, to: null, text: null };

const attached = {
  name: 'PagerDuty incident #123',
  url: 'https://acme.pagerduty.com/incidents/Q1A2B3',
  title: 'Disk full on db-3',
  named: false,
  to: ['Ana Ruiz'],
  acknowledged: null,
};
const about = 'Attached to PagerDuty incident #123 (https://acme.pagerduty.com/incidents/Q1A2B3), assigned to';
const attachedEntries: Row[] = [
  [attached, null, `${about} Ana Ruiz: Disk full on db-3`],
  [
    { ...attached, named: true, to: [], acknowledged: 'Pat Doe' },
    null,
    `${about} nobody, acknowledged there by Pat Doe, whose title it took: Disk full on db-3`,
  ],
  [
    { name: null, url: attached.url, via: 'PagerDuty', reason: 'PagerDuty knows no incident of that link' },
    null,
    `PagerDuty incident ${attached.url} was not attached: PagerDuty knows no incident of that link`,
  ],
];

/** What the record says of pages. */
export const pagerEntries: Record<'pageAnswered' | 'pageAttached' | 'pagerChanged', Row[]> = {
  pageAttached: attachedEntries,
  pagerChanged: [
    [{ ...change, what: 'acknowledged' }, ben, 'Ben acknowledged the page for ben in PagerDuty'],
    [{ ...change, what: 'resolved', name: 'Pat Doe' }, null, 'Pat Doe resolved the page for ben in PagerDuty'],
    [{ ...change, what: 'reassigned', to: ['Cy Tan'] }, ben, 'Ben gave the page for ben in PagerDuty to Cy Tan'],
    [
      { ...change, what: 'acknowledged', page: 'PagerDuty incident #123' },
      ben,
      'Ben acknowledged PagerDuty incident #123',
    ],
    [{ ...change, what: 'noted', text: 'it is the cache' }, ben, 'Ben noted in PagerDuty: it is the cache'],
  ],
  pageAnswered: [
    [{ ...page, outcome: 'accepted' }, null, 'Ben: called by Slack; no phone rang'],
    [{ ...page, outcome: 'accepted', beside: true }, null, 'Ben: called by Slack'],
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
    [
      { ...page, outcome: 'attached', via: 'PagerDuty', page: 'PagerDuty incident #123' },
      null,
      'Ben: not paged again: PagerDuty incident #123 rings their phone already',
    ],
    [{ ...page, outcome: 'unknown' }, null, 'Ben: whether Slack reached them is not known'],
  ],
};
