import { describe, expect, it } from 'vitest';
import { validateMessage } from '../../../sandbox/block-kit/validate.ts';
import type { Incident } from '../../../src/domain/incident.ts';
import type { Notice } from '../../../src/domain/notices.ts';
import type { Policy } from '../../../src/domain/policy.ts';
import { renderNotice } from '../../../src/slack/views/render-notice.ts';
import type { Facts, ReceiptLine } from '../../../src/slack/views/facts.ts';
import { noticesOf, repeated, textsOf } from '../../support/every-notice.ts';
import { fullLists } from '../../support/full-lists.ts';
import { anOther, factsAt, minute, resolved, staffed, taskOf, updated } from '../../support/facts.ts';
import { buttonsIn } from '../../support/flatten.ts';
import { largestProblem, slowApi, usedProblem } from '../../support/problems.ts';
import { members, policy } from '../../support/policy.ts';
import { manyRoles as roles } from '../../support/many-roles.ts';
import { sizedUpOf, talkativeOf } from '../../support/sized.ts';
import { proves } from '../../promises/proves.ts';

const { ana, cy, dee, gil } = members;

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
  'with a task': { ...staffed, tasks: [taskOf('T1', 'flush the cache')] },
  'with a runbook': { ...staffed, problems: [usedProblem(slowApi, ['c1'])] },
  'with a task done': { ...staffed, tasks: [{ ...taskOf('T1', 'flushed'), doneBy: ana, doneAt: minute(20) }] },
  'asked to hand over': { ...staffed, handovers: { commander: request } },
  snoozed: { ...updated, cadence: { due: minute(50), stage: 0, snoozed: true, asks: [] } },
  monitoring: { ...staffed, status: 'monitoring', soakUntil: minute(70) },
  resolved,
  closed: { ...resolved, status: 'closed', statusSince: minute(130) },
  cancelled: { status: 'cancelled', statusSince: minute(19) },
  'without a channel': { channel: null, channelTrouble: 'archived', impact: null },
  parked: {
    parked: {
      until: minute(900),
      since: minute(30),
      by: ana,
      watching: gil,
      why: 'w'.repeat(300),
      zone: 'Europe/Berlin',
      told: 'inc:9.1',
    },
  },
  private: { private: true },
  drill: { kind: 'drill' },
  merged: {
    status: 'merged',
    statusSince: minute(19),
    merged: {
      into: { id: 'other-1', number: 41 },
      at: minute(19),
      by: ana,
      undoUntil: minute(49),
      was: {
        status: 'investigating',
        since: minute(0),
        by: gil,
        soakUntil: null,
        parked: null,
        handovers: {},
        plannedHandovers: {},
      },
    },
  },
  'sized up': sizedUpOf((length) => textsOf(length)[1] ?? ''),
  'with many merged into it': {
    absorbed: repeated(30, (n) => ({
      id: `other-${n}`,
      number: n,
      at: minute(9),
      by: ana,
      answered: null,
      until: null,
    })),
    mergeOffer: { id: 'inc:1.9', others: ['other-1'], declinedBy: null },
  },
};

/** As much as the incident itself can hold of a text. */
function fullOf(text: string, title: string): Partial<Incident> {
  return {
    title,
    impact: text,
    affected: text,
    updates: { count: 2, last: { number: 2, at: minute(30), by: cy, text }, noChangeStreak: 0 },
    resolution: { what: text, fix: text, customers: text, owner: ana },
    tasks: repeated(100, (n) => taskOf(`${n % 2 === 0 ? 'T' : 'A'}${Math.floor(n / 2) + 1}`, text.slice(0, 500))),
    checklists: fullLists(text),
    problems: [usedProblem(largestProblem(text.repeat(3)), ['c1', 'c2', 'f1'])],
    madePrivate: {
      by: ana,
      at: minute(5),
      channel: { id: 'C0123456789', name: title },
      seen: { members: 1000, others: repeated(50, () => text), othersCount: 900, announced: 4000 },
    },
    similar: repeated(20, (n) => ({ id: `other-${n}`, number: n })),
    channelTrouble: text,
  };
}

const bigPolicy: Policy = { ...talkativeOf((length) => textsOf(length)[1] ?? ''), roles };

function receiptOf(text: string): ReceiptLine[] {
  return repeated(20, (n) => ({
    effectId: `inc:1.${n}`,
    label: text,
    state: (['failed', 'done', 'waiting'] as const)[n % 3] ?? 'done',
    reason: text,
  }));
}

const othersOf = (title: string) => [1, 2, 3].map((n) => anOther(n, { title }));

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
    expect(violations(notice, factsAt(40, changes, { receipt, others: othersOf('Checkout is down') }))).toEqual([]);
    expect(
      violations(notice, factsAt(40, changes, { receipt, late: minute(5), pagerRings: true, names: { [gil]: 'Gil' } })),
    ).toEqual([]);
    proves('S25');
  });
});

describe('Slack takes the longest', () => {
  // Every state with one kind of text, and every kind with the two fullest states.
  const longest = Object.entries(states).flatMap(([state, changes]) =>
    textsOf(3000).flatMap((text, kind) =>
      kind === 0 || state === 'staffed' || state === 'resolved'
        ? [
            {
              state,
              changes,
              text,
              title: textsOf(150)[kind] ?? '',
              kind: ['emoji', 'escapes', 'right-to-left', 'formatting'][kind],
            },
          ]
        : [],
    ),
  );
  it.each(longest)(
    'texts of $kind in every notice of an incident that is $state',
    ({ state, changes, text, title }) => {
      const own = {
        ...fullOf(text, title),
        ...('status' in changes ? { ...changes, ...fullOf(text, title) } : changes),
      };
      for (const some of state === 'staffed' || state === 'resolved' ? [policy, bigPolicy] : [bigPolicy])
        for (const notice of Object.values(noticesOf(text)).flat()) {
          if (notice.type === 'announcement' && state === 'private') continue;
          const facts = factsAt(24 * 60, own, {
            policy: some,
            receipt: receiptOf(text),
            similar: repeated(20, (n) => ({ number: n, title, channel: { id: 'C0123456789', name: title } })),
            late: minute(5),
            names: { [gil]: text },
            others: othersOf(title),
          });
          expect({ notice: notice.type, violations: violations(notice, facts) }).toEqual({
            notice: notice.type,
            violations: [],
          });
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
  // What has a date of its own, like the post-mortem, is still due; what was made private is taken back whenever that was.
  const over = cases.filter(
    ({ state, notice }) =>
      ['closed', 'cancelled'].includes(state) &&
      !['digest', 'madePrivate'].includes(notice.type) &&
      !(notice.type === 'trouble' && notice.retry !== undefined),
  );
  it.each(over)('has no buttons left but its own: $name', ({ notice, changes }) => {
    const left = buttonsIn(renderNotice(notice, factsAt(200, changes, { receipt: receiptOf('Topic') })).blocks);
    const own = ['Reopen', 'More', 'Post-mortem', 'Archive channel'];
    expect(left.filter((label) => !own.includes(label))).toEqual([]);
  });
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
    const posted = Object.values(noticesOf('Zebra'))
      .flat()
      .filter((notice) => notice.type !== 'announcement');
    for (const notice of posted) expect(renderNotice(notice, factsAt(9, secret)).text).toBe('Private incident INC-42');
  });
});
