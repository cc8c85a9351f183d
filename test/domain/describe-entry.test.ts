import { describe, expect, it } from 'vitest';
import { describeEntry } from '../../src/domain/describe-entry.ts';
import { type FactKind, type FactValue, makeEntry } from '../../src/domain/timeline.ts';
import { iso, minute } from '../support/facts.ts';
import { members, policy } from '../support/policy.ts';
import { rhythmRows, type Row } from './describe-rhythm-rows.ts';
import { roleRows } from './describe-role-rows.ts';
import { channelEntries } from './entries/channel.ts';
import { followUpEntries } from './entries/follow-ups.ts';
import { pagerEntries } from './entries/pager.ts';
import { privacyEntries } from './entries/privacy.ts';
import { mergeEntries } from './entries/merges.ts';
import { livenessEntries } from './entries/liveness.ts';
import { runbookEntries } from './entries/runbook.ts';
import { problemEntries } from './entries/problems.ts';
import { sizingEntries } from './entries/sizing.ts';
import { recordRows } from './entries/record.ts';

const telling = {
  policy,
  name: (user: string) => Object.entries(members).find(([, id]) => id === user)?.[0] ?? user,
};

function line(kind: FactKind, body: Record<string, FactValue>, actor: string | null): string {
  const fact = { kind, at: null, actor, body, source: null };
  return describeEntry(makeEntry({ fact, seq: 1, previousHash: '', salt: '00', now: minute(20) }), telling);
}

const { ana, ben, dee, gil } = members;
const declared = {
  title: 'Checkout returns 500',
  severity: 'P0',
  kind: 'real',
  private: false,
  affected: null,
  impact: null,
  exposure: false,
  quote: null,
};

// Every kind has its rows: the compiler sees to it.
const rows: Record<FactKind, Row[]> = {
  ...recordRows,
  ...sizingEntries,
  ...livenessEntries,
  ...runbookEntries,
  ...problemEntries,
  declared: [
    [declared, gil, 'Gil declared P0: Checkout returns 500'],
    [
      {
        ...declared,
        kind: 'drill',
        private: true,
        affected: 'payments',
        impact: 'all',
        exposure: true,
        quote: 'it is down',
      },
      gil,
      'Gil declared a drill, privately, P0: Checkout returns 500; affected: payments; impact: all; data or access could be exposed; from the message: it is down',
    ],
  ],
  ...channelEntries,
  severityChanged: [
    [{ from: 'P1', to: 'P0', why: 'payments too' }, ana, 'Ana changed the severity from P1 to P0: “payments too”'],
  ],
  statusChanged: [
    [{ from: 'identified', to: 'monitoring', why: null }, ana, 'Ana changed the status from Identified to Monitoring'],
  ],
  resolved: [
    [
      { what: 'A bad release', fix: null, customers: null, owner: ana, headBefore: 'x' },
      ana,
      'Ana resolved it. What it was: A bad release. Fix: not known yet. Customers: not known yet. Post-mortem: ana',
    ],
    [
      { what: 'The cache ran empty.', fix: 'Filled it …', customers: 'Slow pages. ', owner: null, headBefore: 'x' },
      ana,
      'Ana resolved it. What it was: The cache ran empty. Fix: Filled it … Customers: Slow pages. Post-mortem: nobody yet',
    ],
  ],
  closed: [
    [{ openItems: [] }, ana, 'Ana closed it'],
    [{ openItems: ['Service stable'] }, ana, 'Ana closed it; not done: Service stable'],
  ],
  reopened: [[{ from: 'closed', why: 'it is back' }, ana, 'Ana reopened it (it was Closed): “it is back”']],
  cancelled: [[{ reason: 'duplicate', text: 'see INC-41' }, ana, 'Ana called it off, a duplicate: “see INC-41”']],
  ...roleRows,
  ...rhythmRows,
  acknowledged: [
    [{ stopped: [] }, ana, 'Ana answered'],
    [{ stopped: ['Technical Lead'] }, ana, 'Ana answered; not called any more: Technical Lead'],
  ],
  stepFired: [
    [
      { target: 'Technical Lead', user: ben, kind: 'reach', planned: iso(5), early: null },
      null,
      'Called Technical Lead (ben)',
    ],
    [
      { target: 'Technical Lead', user: ben, kind: 'reach', planned: iso(5), early: null, drill: true },
      null,
      'Would have called Technical Lead (ben)',
    ],
    [
      { target: 'CEO', user: null, kind: 'inform', planned: iso(5), early: 'asked' },
      ana,
      'CEO should have been informed, but the policy names nobody; ana escalated',
    ],
  ],
  stepSkipped: [
    [
      { target: 'Incident Commander', user: ana, reason: 'declared it' },
      null,
      'Did not call Incident Commander: ana declared it',
    ],
  ],
  stepCancelled: [
    [
      { target: 'VP Engineering', user: null, fired: true },
      null,
      'VP Engineering is no longer called; they were told to stand down',
    ],
    [{ target: 'VP Engineering', user: null, fired: false }, null, 'VP Engineering is no longer called'],
  ],
  ladderRepeated: [
    [
      { round: 1, tried: ['Incident Commander', 'Technical Lead'] },
      null,
      'Nobody had answered; called again, round 2: Incident Commander, Technical Lead',
    ],
    [
      { round: 1, tried: ['Technical Lead'], drill: true },
      null,
      'Nobody had answered; would have called again, round 2: Technical Lead',
    ],
  ],
  respondWithinMissed: [[{ severity: 'P0' }, null, 'Nobody had answered in the time that P0 allows']],
  paged: [[{ user: ben, why: 'the queue is stuck' }, ana, 'Ana paged ben: “the queue is stuck”']],
  ...pagerEntries,
  note: [[{ text: 'rolled back <40>' }, ana, 'Ana noted: rolled back <40>']],
  messagePinned: [
    [{ author: ben, text: 'it is the cache' }, ana, 'Ben wrote: it is the cache'],
    [{ author: ben, text: '', files: ['errors.png (image/png)'] }, ana, 'Ben posted errors.png (image/png)'],
    [{ author: ben, text: 'see', files: ['a.png', 'b.log'] }, ana, 'Ben wrote: see; with a.png, b.log'],
  ],
  messageEdited: [
    [{ text: 'it is the cache, again' }, null, 'A message on the timeline was edited: it is the cache, again'],
  ],
  messageUnpinned: [
    [{ reason: 'unpinned' }, ana, 'A message was taken off the timeline by ana'],
    [{ reason: 'deleted' }, null, 'A message was deleted in Slack; the record keeps it'],
  ],
  momentCorrected: [
    [
      { moment: 'impactStarted', from: null, to: iso(-13) },
      ana,
      'Ana corrected “impact started” from unknown to 02:48 UTC',
    ],
    [
      { moment: 'detected', from: iso(-200), to: iso(-2) },
      ana,
      'Ana corrected “detected” from 2026-03-01 23:41 UTC to 02:59 UTC',
    ],
  ],
  edited: [
    [{ field: 'title', from: 'A', to: 'B' }, ana, 'Ana corrected “title” from “A” to “B”'],
    [
      { field: 'impact', from: null, to: 'All customers' },
      ana,
      'Ana corrected “impact” from “not known yet” to “All customers”',
    ],
    [{ field: 'exposure', from: 'no', to: 'yes' }, ana, 'Ana recorded that data or access could be exposed'],
    [{ field: 'exposure', from: 'yes', to: 'no' }, ana, 'Ana recorded that no data or access was exposed'],
  ],
  repeatLinked: [[{ number: 12 }, ana, 'Ana recorded the same cause as INC-12']],
  repeatUnlinked: [[{ number: 12 }, ana, 'Ana took back that the cause is that of INC-12']],
  closingTicked: [
    [{ item: 'Service stable', done: true }, ana, 'Ana marked “Service stable” as done'],
    [{ item: 'Service stable', done: false }, ana, 'Ana marked “Service stable” as not done'],
  ],
  boxTicked: [
    [{ list: 'Resolution', item: 'No alert', done: true }, ana, 'Ana ticked “No alert” (Resolution)'],
    [{ list: 'Resolution', item: 'No alert', done: false }, ana, 'Ana took back the tick of “No alert” (Resolution)'],
  ],
  outsideSent: [
    [{ name: 'Status page', status: 'identified', sent: true }, ana, 'Ana sent: Status page (Identified)'],
    [
      { name: 'Status page', status: 'identified', sent: false },
      ana,
      'Ana did not send after all: Status page (Identified)',
    ],
  ],
  rolesUnfilled: [[{ roles: ['Technical Lead'] }, null, 'Nobody had these roles: Technical Lead']],
  silence: [[{ since: iso(0) }, null, 'Nothing had been recorded since 03:01 UTC']],
  soakEnded: [[{}, null, 'The fix had been watched long enough; resolving was offered']],
  ...followUpEntries,
  ...privacyEntries,
  ...mergeEntries,
  joined: [[{}, dee, 'Dee joined']],
  confessed: [
    [
      { from: iso(5), to: iso(19), late: [`reach Technical Lead (due ${iso(6)})`] },
      null,
      'Muster was down from 03:06 UTC to 03:20 UTC; late: reach Technical Lead (due 03:07 UTC)',
    ],
  ],
  effectFailed: [[{ what: 'Topic', reason: 'Slack refused it' }, null, 'Topic did not work: Slack refused it']],
  postMortemDrafted: [[{ version: 2 }, null, 'Draft 2 of the post-mortem was written']],
  permissionUnchecked: [[{ permission: 'resolve' }, ana, "Ana's permission to end it could not be checked with Slack"]],
};

describe('a line of the timeline', () => {
  it.each(Object.entries(rows).flatMap(([kind, of]) => of.map(([body, actor, said]) => ({ kind, body, actor, said }))))(
    '$kind: $said',
    ({ kind, body, actor, said }) => {
      const known = Object.keys(rows).find((one): one is FactKind => one === kind);
      if (!known) throw new Error(`${kind} is not a kind`);
      expect(line(known, body, actor)).toBe(said);
    },
  );

  it('says that it was redacted, and what kind it was', () => {
    const fact = { kind: 'note', at: null, actor: ana, body: { text: 'secret' }, source: null } as const;
    const entry = makeEntry({ fact, seq: 1, previousHash: '', salt: '00', now: minute(0) });
    expect(describeEntry({ ...entry, body: null, salt: null }, telling)).toBe('(redacted: note)');
  });

  it('keeps the line of a role or status that the policy no longer has', () => {
    expect(line('roleTaken', { role: 'scribe', user: ana, from: null }, ana)).toBe('Ana took the role scribe');
    expect(line('statusChanged', { from: 'mitigating', to: 'identified', why: null }, ana)).toBe(
      'Ana changed the status from mitigating to Identified',
    );
  });
});
