import { describe, expect, it } from 'vitest';
import type { Notice } from '../../../src/domain/notices.ts';
import { renderNotice } from '../../../src/slack/views/render-notice.ts';
import { factsAt, iso, minute, resolved, staffed, updated } from '../../support/facts.ts';
import { buttonsIn, flatten, read } from '../../support/flatten.ts';
import { members } from '../../support/policy.ts';

const shown = (notice: Notice, ...facts: Parameters<typeof factsAt>) =>
  flatten(renderNotice(notice, factsAt(...facts)).blocks);

describe('the announcement', () => {
  it('tells everybody how it stands, with the way in', () => {
    expect(shown({ type: 'announcement' }, 31, { ...staffed, ...updated })).toMatchInlineSnapshot(`
      "*INC-42 · P0 Critical · Investigating* — Checkout returns 500
      Impact: All customers, card payments
      ~ Since 02:48 UTC · Commander: @ana · #C0123456789
      Update #2 (03:31 UTC): Ben rolled back checkout 41 → 40; errors 38 % → 4 %
      [Join*] [Follow]"
    `);
  });

  it('stands before there is a channel or a commander', () => {
    expect(shown({ type: 'announcement' }, 0, { channel: null })).toContain(
      'Since 02:48 UTC · Commander: *nobody yet* · Its channel is being opened',
    );
  });

  it('says that it is over, and for how long it was', () => {
    expect(shown({ type: 'announcement' }, 70, resolved)).toMatchInlineSnapshot(`
      "*INC-42 · P0 Critical · Resolved* — Checkout returns 500
      Impact: All customers, card payments
      ~ Resolved 04:10 UTC by Ana Ruiz after 1 h 22 min · #C0123456789
      Update #2 (03:31 UTC): Ben rolled back checkout 41 → 40; errors 38 % → 4 %"
    `);
    expect(shown({ type: 'announcement' }, 20, { status: 'cancelled', statusSince: minute(19) })).toBe(
      '*INC-42 · P0 Critical · Cancelled* — Checkout returns 500\n~ Called off 03:20 UTC by @gil · #C0123456789',
    );
  });

  it('of a private incident is a bug, and no message', () => {
    expect(() => renderNotice({ type: 'announcement' }, factsAt(1, { private: true }))).toThrow(
      'must not be announced',
    );
  });
});

describe('the receipt', () => {
  const receipt = [
    { effectId: 'inc:channel', label: 'Channel #inc-42-checkout', state: 'done', reason: null },
    { effectId: 'inc:1.2', label: '4 people invited', state: 'done', reason: null },
    { effectId: 'inc:1.4', label: 'Bookmark "Dashboards"', state: 'failed', reason: 'not allowed in this workspace' },
    { effectId: 'inc:1.5', label: 'Incident Commander: to be reached', state: 'waiting', reason: null },
  ] as const;
  const similar = [
    { number: 40, title: 'Checkout slow', channel: { id: 'C0123456700', name: 'inc-40' } },
    { number: 41, title: 'Cards fail', channel: null },
  ];

  it('has a line per step: done, failed with the reason, waiting; and what is similar', () => {
    expect(shown({ type: 'receipt' }, 1, {}, { receipt: [...receipt], similar })).toMatchInlineSnapshot(`
      "*INC-42 · P0 Critical* is recorded (03:01 UTC): Checkout returns 500
      ✓ Channel #inc-42-checkout · ✓ 4 people invited
      ✗ Bookmark "Dashboards": not allowed in this workspace [Retry]
      ⏳ Incident Commander: to be reached
      Open and similar when it was declared. If one is the same, choose *Merge* under *More* in this one’s channel:
      • INC-40 (#C0123456700): Checkout slow
      • INC-41: Cards fail"
    `);
  });

  it('carries the step in its retry button', () => {
    const { blocks } = renderNotice({ type: 'receipt' }, factsAt(1, {}, { receipt: [...receipt] }));
    expect(JSON.stringify(blocks)).toContain('\\"effect\\":\\"inc:1.4\\"');
  });

  it('has nothing to retry once the incident is over', () => {
    expect(
      buttonsIn(renderNotice({ type: 'receipt' }, factsAt(70, resolved, { receipt: [...receipt] })).blocks),
    ).toEqual([]);
  });
});

describe('the confession', () => {
  it('says since when it was away, what is late and what comes', () => {
    const notice: Notice = {
      type: 'confession',
      from: iso(19),
      to: iso(33),
      late: [`reminder of the update (due ${iso(30)})`],
      planned: [{ what: 'inform', target: 'vp', title: 'VP Engineering', user: members.vic, at: iso(41) }],
    };
    expect(shown(notice, 33)).toMatchInlineSnapshot(`
      "I was down from 03:20 UTC to 03:34 UTC (14 min).
      Late, told now: reminder of the update (due 03:31 UTC, 3 min late).
      Planned from here: VP Engineering 03:42 UTC."
    `);
  });

  it('says so when nothing was late and nothing is planned', () => {
    expect(shown({ type: 'confession', from: iso(19), to: iso(20), late: [], planned: [] }, 20)).toBe(
      'I was down from 03:20 UTC to 03:21 UTC (1 min).\nLate, told now: nothing.\nPlanned from here: nothing.',
    );
  });
});

describe('trouble', () => {
  it('says what did not work and what to do instead', () => {
    const notice: Notice = {
      type: 'trouble',
      what: 'Topic did not work: Slack refused it.',
      remedy: 'Nothing else is held up by it.',
    };
    expect(shown(notice, 2)).toBe('✗ Topic did not work: Slack refused it.\nNothing else is held up by it.');
  });
});

describe('a private incident', () => {
  it('is only a number in what a phone previews', () => {
    const notices: Notice[] = [
      { type: 'headline' },
      { type: 'receipt' },
      { type: 'nudge', number: 1, due: iso(15), ask: members.gil },
      { type: 'trouble', what: 'The topic “Checkout returns 500” did not work', remedy: 'x' },
    ];
    for (const notice of notices)
      expect(read(renderNotice(notice, factsAt(12, { private: true })).text)).toBe('Private incident INC-42');
  });
});
