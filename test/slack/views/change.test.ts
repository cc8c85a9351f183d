import { describe, expect, it } from 'vitest';
import type { Change, Replan } from '../../../src/domain/notices.ts';
import { renderNotice } from '../../../src/slack/views/render-notice.ts';
import { factsAt, iso, minute, resolved, staffed, taskOf } from '../../support/facts.ts';
import { flatten } from '../../support/flatten.ts';
import { members } from '../../support/policy.ts';
import { proves } from '../../promises/proves.ts';

function shown(change: Change, replan: Replan | null, ...facts: Parameters<typeof factsAt>): string {
  return flatten(
    renderNotice({ type: 'change', by: members.lena, at: iso(11), change, replan }, factsAt(...facts)).blocks,
  );
}

describe('the message of a change', () => {
  it('shows what an upgrade did to the timers: old and new', () => {
    const replan = {
      update: { from: iso(41), to: iso(26) },
      steps: [
        { target: 'Engineering Manager', from: null, to: iso(26) },
        { target: 'VP Engineering', from: iso(60), to: iso(41) },
      ],
    };
    expect(shown({ what: 'severity', from: 'P1', to: 'P0', why: 'payments too' }, replan, 11)).toMatchInlineSnapshot(`
      "Lena Vogt raised INC-42 from P1 to *P0* (03:12 UTC): “payments too”
      Update due 03:42 UTC → *03:27 UTC*. Engineering Manager *03:27 UTC* (new), VP Engineering 04:01 UTC → *03:42 UTC*."
    `);
    proves('T2', 'N3');
  });

  it('names whom a downgrade no longer calls', () => {
    const replan = {
      update: null,
      steps: [
        { target: 'eng-manager', from: iso(26), to: null },
        { target: 'vp', from: iso(41), to: null },
      ],
    };
    expect(
      shown({ what: 'severity', from: 'P0', to: 'P1', why: null }, replan, 11, { severity: 'P1' }),
    ).toMatchInlineSnapshot(`
      "Lena Vogt lowered INC-42 from P0 to *P1* (03:12 UTC).
      Not called any more: Engineering Manager, VP Engineering."
    `);
  });

  it('says until when a fix is watched', () => {
    expect(
      shown(
        { what: 'status', from: 'identified', to: 'monitoring', why: 'errors are gone' },
        { update: { from: iso(26), to: iso(41) }, steps: [] },
        11,
        {
          ...staffed,
          status: 'monitoring',
          soakUntil: minute(41),
        },
      ),
    ).toMatchInlineSnapshot(`
      "Lena Vogt set INC-42 from Identified to *Monitoring* (03:12 UTC): “errors are gone”
      Update due 03:27 UTC → *03:42 UTC*.
      ~ The fix is watched until 03:42 UTC; then I will offer *Resolve*."
    `);
  });

  it('tells the whole resolution, how long it took and the seal of the record', () => {
    const change: Change = {
      what: 'resolved',
      cause: 'A bad release',
      fix: 'Rolled back to 40',
      customers: null,
      owner: members.ana,
      headHash: '0123456789abcdef0123456789abcdef',
    };
    expect(shown(change, null, 69, resolved)).toMatchInlineSnapshot(`
      "Lena Vogt resolved INC-42 (03:12 UTC). Nobody is called any more.
      What it was: A bad release
      Fix: Rolled back to 40
      Customers: not known yet
      @ana owns the post-mortem; the draft follows.
      ~ Time to detect: 11 min · to acknowledge: 5 min · to mitigate: 58 min · to resolve: 1 h 22 min · Seal of the record: \`0123456789ab\`"
    `);
  });

  it('says which tasks of the response nobody has done, because nobody is asked for them any more', () => {
    const change: Change = {
      what: 'resolved',
      cause: null,
      fix: null,
      customers: null,
      owner: members.ana,
      headHash: 'a',
    };
    const done = { doneBy: members.ben, doneAt: minute(8) };
    const tasks = [
      taskOf('T1', 'flush'),
      { ...taskOf('T2', 'call'), ...done },
      taskOf('T3', 'look'),
      taskOf('A1', 'alert'),
    ];
    expect(shown(change, null, 69, { ...resolved, tasks })).toContain(
      'T1, T3 are not done, and I no longer ask for them: if still needed, add an action item instead.',
    );
    expect(shown(change, null, 69, { ...resolved, tasks: tasks.slice(1, 2) })).not.toContain('not done');
    expect(shown(change, null, 69, { ...resolved, status: 'investigating', tasks })).not.toContain('not done');
  });

  it('says "unknown" for a duration that is not known', () => {
    const change: Change = {
      what: 'resolved',
      cause: null,
      fix: null,
      customers: null,
      owner: members.ana,
      headHash: 'abc',
    };
    const unknown = factsAt(69, resolved).incident.moments;
    expect(shown(change, null, 69, { ...resolved, moments: { ...unknown, impactStarted: null } })).toContain(
      'Time to detect: unknown · to acknowledge: 5 min · to mitigate: unknown · to resolve: unknown',
    );
  });

  it.each<[string, Change, string]>([
    ['closed', { what: 'closed' }, 'Lena Vogt closed INC-42 (03:12 UTC).'],
    [
      'reopened',
      { what: 'reopened', from: 'resolved', why: 'it is back' },
      'Lena Vogt reopened INC-42 (03:12 UTC); it was resolved. Nobody is called by the clock this time: to get help, page someone.\n“it is back”\n[Take command*] [Page someone]',
    ],
    [
      'called off',
      { what: 'cancelled', reason: 'nothing was wrong', text: 'The probe was broken' },
      'Lena Vogt called off INC-42 (03:12 UTC): nothing was wrong. Nobody is called any more.\n“The probe was broken”',
    ],
    [
      'taken',
      { what: 'roleTaken', role: 'tech-lead', user: members.ben, from: null },
      'Ben Okafor is Technical Lead of INC-42 (03:12 UTC).',
    ],
    [
      'taken over',
      { what: 'roleTaken', role: 'commander', user: members.dee, from: members.ana },
      'Dee Novak has command of INC-42 (03:12 UTC). It was with Ana Ruiz.',
    ],
    [
      'left',
      { what: 'roleLeft', role: 'commander', user: members.ana },
      'Ana Ruiz stepped down as Incident Commander of INC-42 (03:12 UTC). Nobody has it now.\n[Take command*]',
    ],
    [
      'corrected',
      { what: 'moment', moment: 'impactStarted', from: iso(-13), to: iso(-20) },
      'Lena Vogt corrected “impact started” of INC-42 (03:12 UTC): 02:48 UTC → *02:41 UTC*.',
    ],
    [
      'given for the first time',
      { what: 'moment', moment: 'detected', from: null, to: iso(-1) },
      'Lena Vogt corrected “detected” of INC-42 (03:12 UTC): unknown → *03:00 UTC*.',
    ],
  ])('reads plainly when something is %s', (_, change, text) => {
    const state = { closed: { status: 'closed' }, cancelled: { status: 'cancelled' } } as const;
    const facts = change.what === 'closed' || change.what === 'cancelled' ? state[change.what] : {};
    expect(shown(change, null, 11, facts)).toBe(text);
  });

  it('offers a role that was left only until somebody has it', () => {
    expect(shown({ what: 'roleLeft', role: 'commander', user: members.dee }, null, 11, staffed)).toBe(
      'Dee Novak stepped down as Incident Commander of INC-42 (03:12 UTC). Ana Ruiz has it, since 03:04 UTC.',
    );
  });

  it('keeps what people say apart from what Muster says', () => {
    expect(shown({ what: 'severity', from: 'P1', to: 'P0', why: '<!channel> ``` all' }, null, 11)).toContain(
      '“&lt;!channel&gt; ``` all”',
    );
  });
});
