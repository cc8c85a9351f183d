import { describe, expect, it } from 'vitest';
import { validateMessage } from '../../../sandbox/block-kit/validate.ts';
import type { Incident } from '../../../src/domain/incident.ts';
import type { Change, DueItem, Notice } from '../../../src/domain/notices.ts';
import type { Policy, Role } from '../../../src/domain/policy.ts';
import { renderNotice } from '../../../src/slack/views/render-notice.ts';
import type { Facts, ReceiptLine } from '../../../src/slack/views/facts.ts';
import { factsAt, iso, minute, resolved, staffed, updated } from '../../support/facts.ts';
import { buttonsIn } from '../../support/flatten.ts';
import { members, policy } from '../../support/policy.ts';

const { ana, ben, cy, dee, gil, lena } = members;

/** Texts as long as they are let in, in the kinds that break counting: four bytes, escapes, right to left, formatting. */
const textsOf = (length: number) => [
  '😀'.repeat(length),
  '&'.repeat(length),
  'ש'.repeat(length),
  '`*_~'.repeat(length / 4),
];

function repeated<T>(n: number, make: (index: number) => T): T[] {
  return Array.from({ length: n }, (_, index) => make(index));
}

function itemsOf(text: string): Record<DueItem['type'], DueItem[]> {
  const called = { target: 'tech-lead', title: text, name: text, user: ben, phone: text };
  const planned = iso(5);
  return {
    overdue: [
      { type: 'overdue', planned, number: 1, due: planned, stage: 'due', ask: [cy] },
      { type: 'overdue', planned, number: 1, due: planned, stage: 'commander', ask: [cy, ana] },
      { type: 'overdue', planned, number: 1, due: planned, stage: 'standIn', ask: [dee] },
    ],
    step: [
      { type: 'step', planned, kind: 'reach', called, round: 3, early: 'asked', by: ana },
      { type: 'step', planned, kind: 'inform', called, round: 0, early: null, by: null },
      { type: 'step', planned, kind: 'reach', called: { ...called, user: null }, round: 0, early: null, by: null },
    ],
    ladderEnd: [
      {
        type: 'ladderEnd',
        planned,
        again: iso(15),
        tried: repeated(20, () => ({ title: text, user: ben, at: planned, phone: text })),
      },
    ],
    respondWithin: [{ type: 'respondWithin', planned, since: iso(0) }],
    noCommander: [{ type: 'noCommander', planned, called, page: true }],
    lapse: [{ type: 'lapse', planned, user: ana, since: iso(0), reason: 'silent', resumes: repeated(20, () => text) }],
    handoverUnanswered: [{ type: 'handoverUnanswered', planned, role: 'Incident Commander', from: ana, to: dee }],
    rolesUnfilled: [{ type: 'rolesUnfilled', planned, roles: repeated(8, (n) => `role-${n}`) }],
    soakEnded: [{ type: 'soakEnded', planned, ask: ana }],
    silent: [{ type: 'silent', planned, since: iso(0), ask: gil }],
  };
}

function changesOf(text: string): Record<Change['what'], Change[]> {
  return {
    severity: [{ what: 'severity', from: 'P1', to: 'P0', why: text }],
    status: [{ what: 'status', from: 'investigating', to: 'monitoring', why: text }],
    resolved: [{ what: 'resolved', cause: text, fix: text, customers: text, owner: ana, headHash: 'a'.repeat(64) }],
    closed: [{ what: 'closed' }],
    reopened: [{ what: 'reopened', from: 'closed', why: text }],
    cancelled: [{ what: 'cancelled', reason: 'nothing was wrong', text }],
    roleTaken: [{ what: 'roleTaken', role: 'commander', user: ana, from: ben }],
    roleLeft: [{ what: 'roleLeft', role: 'role-1', user: ana }],
    acknowledged: [{ what: 'acknowledged', user: ana }],
    moment: [{ what: 'moment', moment: 'impactStarted', from: null, to: iso(0) }],
  };
}

function noticesOf(text: string): Record<Notice['type'], Notice[]> {
  const replan = {
    update: { from: iso(1), to: iso(2) },
    steps: repeated(20, (n) => ({ target: text, from: iso(n), to: n % 2 === 0 ? iso(n + 1) : null })),
  };
  const items = Object.values(itemsOf(text)).flat();
  const content = { number: 1, by: ana, at: iso(5), status: 'identified', nextDue: iso(9) };
  const whole = { ...content, text, know: text, done: text, next: text, eta: text };
  const none = { ...content, text, know: null, done: null, next: null, eta: null };
  return {
    headline: [{ type: 'headline' }],
    announcement: [{ type: 'announcement' }],
    receipt: [{ type: 'receipt' }],
    update: [
      { type: 'update', ...whole, noChangeSince: null },
      { type: 'update', ...none, noChangeSince: { number: 2, at: iso(1) } },
    ],
    change: Object.values(changesOf(text))
      .flat()
      .map((change) => ({ type: 'change', by: ana, at: iso(5), change, replan })),
    nudge: [{ type: 'nudge', number: 3, due: iso(15), ask: cy }],
    due: [
      ...items.map((item): Notice => ({ type: 'due', items: [item] })),
      { type: 'due', items },
      { type: 'due', items: repeated(15, () => items[6] ?? items[0]).filter((item) => item !== undefined) },
    ],
    call: (['reach', 'inform', 'page'] as const).map((call) => ({ type: 'call', user: ben, call, why: text, by: ana })),
    standDown: [{ type: 'standDown', user: lena, reason: text }],
    handover: [{ type: 'handover', role: 'commander', from: ana, to: dee, askedBy: ana, until: iso(14) }],
    confession: [
      {
        type: 'confession',
        from: iso(0),
        to: iso(9),
        late: repeated(40, () => `${text} (due ${iso(1)})`),
        planned: repeated(40, () => ({ what: 'inform', target: 'vp', title: text, user: null, at: iso(20) })),
      },
    ],
    trouble: [{ type: 'trouble', what: text, remedy: text }],
    afterDue: (['closing', 'meeting', 'report'] as const).map((what) => ({ type: 'afterDue', what, due: iso(129) })),
  };
}

const request = {
  id: 'inc:7.1',
  role: 'commander',
  from: ana,
  to: dee,
  askedBy: ana,
  askedAt: minute(9),
  until: minute(14),
};

const states: Record<string, Partial<Incident>> = {
  'just declared': {},
  staffed: { ...staffed, ...updated },
  'asked to hand over': { ...staffed, handovers: { commander: request } },
  snoozed: { ...updated, cadence: { due: minute(50), stage: 0, snoozed: true, asks: [] } },
  monitoring: { ...staffed, status: 'monitoring', soakUntil: minute(70) },
  resolved,
  closed: { ...resolved, status: 'closed', statusSince: minute(130) },
  cancelled: { status: 'cancelled', statusSince: minute(19) },
  'without a channel': { channel: null, channelTrouble: 'archived', impact: null },
  private: { private: true },
  drill: { kind: 'drill' },
};

/** As much as the incident itself can hold of a text. */
function fullOf(text: string, title: string): Partial<Incident> {
  return {
    title,
    impact: text,
    affected: text,
    updates: { count: 2, last: { number: 2, at: minute(30), by: cy, text }, noChangeStreak: 0 },
    resolution: { what: text, fix: text, customers: text, owner: ana },
    closing: repeated(60, () => ({ text, doneBy: ana, doneAt: minute(80) })),
    similar: repeated(20, (n) => ({ number: n, title, channel: 'C0123456789' })),
    channelTrouble: text,
  };
}

const roles: Role[] = repeated(8, (n) => ({
  key: n === 0 ? 'commander' : `role-${n}`,
  name: 'A role with a long name '.repeat(8),
  button: n === 0 ? 'Take command' : `Take ${'a role with a long name '.repeat(8)}`,
  primary: null,
  secondary: null,
}));
const bigPolicy: Policy = { ...policy, roles };

function receiptOf(text: string): ReceiptLine[] {
  return repeated(20, (n) => ({
    effectId: `inc:1.${n}`,
    label: text,
    state: (['failed', 'done', 'waiting'] as const)[n % 3] ?? 'done',
    reason: text,
  }));
}

function violations(notice: Notice, facts: Facts) {
  return validateMessage(renderNotice(notice, facts));
}

const cases = Object.entries(states)
  .flatMap(([state, changes]) =>
    Object.entries(noticesOf('ordinary words')).flatMap(([type, notices]) =>
      notices.map((notice, index) => ({
        name: `${type} ${index + 1} of an incident that is ${state}`,
        notice,
        state,
        changes,
      })),
    ),
  )
  .filter(({ notice, state }) => !(notice.type === 'announcement' && state === 'private'));

describe('Slack takes', () => {
  it.each(cases)('$name', ({ notice, changes }) => {
    const receipt = receiptOf('Topic');
    expect(violations(notice, factsAt(40, changes, { receipt }))).toEqual([]);
    expect(
      violations(notice, factsAt(40, changes, { receipt, late: minute(5), pagerRings: true, names: { [gil]: 'Gil' } })),
    ).toEqual([]);
  });
});

describe('Slack takes the longest', () => {
  const longest = Object.entries(states).flatMap(([state, changes]) =>
    textsOf(3000).map((text, kind) => ({
      state,
      changes,
      text,
      title: textsOf(150)[kind] ?? '',
      kind: ['emoji', 'escapes', 'right-to-left', 'formatting'][kind],
    })),
  );
  it.each(longest)(
    'texts of $kind in every notice of an incident that is $state',
    ({ state, changes, text, title }) => {
      const own = {
        ...fullOf(text, title),
        ...('status' in changes ? { ...changes, ...fullOf(text, title) } : changes),
      };
      for (const some of [policy, bigPolicy])
        for (const notice of Object.values(noticesOf(text)).flat()) {
          if (notice.type === 'announcement' && state === 'private') continue;
          const facts = factsAt(24 * 60, own, {
            policy: some,
            receipt: receiptOf(text),
            late: minute(5),
            names: { [gil]: text },
          });
          expect(violations(notice, facts), JSON.stringify(notice).slice(0, 200)).toEqual([]);
        }
    },
  );

  it('receipt when every step failed', () => {
    const receipt = receiptOf('😀'.repeat(3000)).map((line) => ({ ...line, state: 'failed' as const }));
    expect(violations({ type: 'receipt' }, factsAt(1, {}, { receipt }))).toEqual([]);
    expect(violations({ type: 'receipt' }, factsAt(1, {}, { receipt: [...receipt, ...receipt, ...receipt] }))).toEqual(
      [],
    );
  });
});

describe('an incident that is over', () => {
  it.each(cases.filter(({ state }) => state === 'closed' || state === 'cancelled'))(
    'has no buttons left but its own: $name',
    ({ notice, changes }) => {
      const left = buttonsIn(renderNotice(notice, factsAt(200, changes, { receipt: receiptOf('Topic') })).blocks);
      expect(left.filter((label) => label !== 'Reopen' && label !== 'Post-mortem')).toEqual([]);
    },
  );
});

describe('a private incident', () => {
  const secret = {
    private: true,
    title: 'Zebra',
    impact: 'Zebra',
    affected: 'Zebra',
    ...staffed,
    handovers: { commander: request },
  };
  const others = Object.values(noticesOf('Zebra'))
    .flat()
    .filter((notice) => ['call', 'handover', 'standDown'].includes(notice.type));
  it.each(others.map((notice) => ({ notice, name: notice.type })))(
    'says nothing to an outsider in a $name',
    ({ notice }) => {
      // Ben has a role in it; a call says nothing even to him.
      expect(JSON.stringify(renderNotice(notice, factsAt(9, secret)))).not.toContain('Zebra');
    },
  );

  it('is never in the text that is previewed', () => {
    for (const notice of Object.values(noticesOf('Zebra')).flat())
      if (notice.type !== 'announcement')
        expect(renderNotice(notice, factsAt(9, secret)).text).toBe('Private incident INC-42');
  });
});
