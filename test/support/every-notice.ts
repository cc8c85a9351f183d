import type { Change, DueItem, Notice } from '../../src/domain/notices.ts';
import { messageFacts } from '../../src/domain/message-facts.ts';
import { awayNotices } from './away-notices.ts';
import { anIncident, iso, minute } from './facts.ts';
import { pagerNoticesOf } from './pager-changes.ts';
import { members, policy } from './policy.ts';

const { ana, ben, cy, dee, gil, lena } = members;

/** Texts as long as they are let in, in the kinds that break counting: four bytes, escapes, right to left, formatting. */
export const textsOf = (length: number) => [
  '😀'.repeat(length),
  '&'.repeat(length),
  'ש'.repeat(length),
  '`*_~'.repeat(length / 4),
];

/** n things. */
export function repeated<T>(n: number, make: (index: number) => T): T[] {
  return Array.from({ length: n }, (_, index) => make(index));
}

/** Every kind of thing that a timer says: the compiler sees to it. */
export function itemsOf(text: string): Record<DueItem['type'], DueItem[]> {
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
        by: null,
        again: iso(15),
        tried: repeated(20, () => ({ title: text, user: ben, at: planned, phone: text })),
      },
    ],
    nudge: [{ type: 'nudge', planned, number: 1, due: iso(8), ask: cy }],
    respondWithin: [{ type: 'respondWithin', planned, since: iso(0) }],
    noCommander: [{ type: 'noCommander', planned, called, page: true }],
    commanderSilent: [
      { type: 'commanderSilent', planned, user: ana, since: iso(-25), next: called, until: iso(10) },
      { type: 'commanderSilent', planned, user: ana, since: iso(-25), next: null, until: iso(10) },
    ],
    commandSought: [
      { type: 'commandSought', planned, from: ana, since: iso(-25), called, tried: [] },
      { type: 'commandSought', planned, from: ana, since: iso(-25), called: null, tried: repeated(2, () => dee) },
    ],
    lapse: [{ type: 'lapse', planned, user: ana, since: iso(0), reason: 'silent', resumes: repeated(20, () => text) }],
    handoverUnanswered: [{ type: 'handoverUnanswered', planned, role: 'Incident Commander', from: ana, to: dee }],
    rolesUnfilled: [{ type: 'rolesUnfilled', planned, roles: repeated(8, (n) => `role-${n}`) }],
    soakEnded: [{ type: 'soakEnded', planned, ask: ana }],
    parkEnded: [{ type: 'parkEnded', planned, since: iso(0), ask: gil, why: text }],
    taskDue: [
      { type: 'taskDue', planned, task: 'T1', ask: ben, stage: 'due' },
      { type: 'taskDue', planned, task: 'T1', ask: ben, stage: 'overdue' },
      { type: 'taskDue', planned, task: 'T99', ask: ben, stage: 'due' },
    ],
    silent: [{ type: 'silent', planned, since: iso(0), ask: gil }],
  };
}

/** Every kind of change. */
export function changesOf(text: string): Record<Change['what'], Change[]> {
  return {
    severity: [{ what: 'severity', from: 'P1', to: 'P0', why: text }],
    status: [{ what: 'status', from: 'investigating', to: 'monitoring', why: text }],
    resolved: [{ what: 'resolved', cause: text, fix: text, customers: text, owner: ana, headHash: 'a'.repeat(64) }],
    closed: [{ what: 'closed' }],
    reopened: [{ what: 'reopened', from: 'closed', why: text }],
    cancelled: [{ what: 'cancelled', reason: 'nothing was wrong', text }],
    merged: [{ what: 'merged', other: 'other-1' }],
    absorbed: [
      {
        what: 'absorbed',
        other: 'other-1',
        invited: 3,
        answered: ben,
        tasks: Array.from({ length: 100 }, (_, n) => `T${n + 1}`),
      },
    ],
    mergeUndone: [{ what: 'mergeUndone', other: 'other-1' }],
    released: [
      { what: 'released', other: 'other-1', kept: false },
      { what: 'released', other: 'gone', kept: true },
    ],
    roleTaken: [{ what: 'roleTaken', role: 'commander', user: ana, from: ben }],
    roleLeft: [{ what: 'roleLeft', role: 'role-1', user: ana }],
    parked: [{ what: 'parked', until: iso(900), zone: 'Europe/Berlin', watching: ben, why: text, from: iso(60) }],
    woken: [{ what: 'woken', until: iso(900) }],
    edited: [
      {
        what: 'edited',
        fields: [
          { field: 'title', from: text, to: text },
          { field: 'affected', from: null, to: text },
          { field: 'impact', from: text, to: null },
          { field: 'exposure', from: 'no', to: 'yes' },
        ],
      },
    ],
    triage: [{ what: 'triage', answers: repeated(20, (n) => ({ key: `question-${n}`, text: n === 0 ? null : text })) }],
    replanned: [false, true].map((undo) => ({ what: 'replanned', from: 'a'.repeat(64), to: 'b'.repeat(64), undo })),
    moment: [
      { what: 'moment', moment: 'impactStarted', from: null, to: iso(0) },
      { what: 'moment', moment: 'service-restored', name: text, from: null, to: iso(0) },
    ],
  };
}

const someLists = [{ list: 'closure', from: 0, to: 10 }];

/** Every kind of notice, with that text wherever people or the policy may put one. */
export function noticesOf(text: string): Record<Notice['type'], Notice[]> {
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
    outside: [{ type: 'outside', offers: ['O1', 'O2', 'O3'], as: messageFacts(anIncident(), policy, minute(0)) }],
    opening: [{ type: 'opening' }],
    receipt: [{ type: 'receipt' }],
    ticket: [{ type: 'ticket' }],
    engaged: [{ type: 'engaged', by: ana, at: iso(5), expert: text, user: ben, why: text }],
    typed: [
      { type: 'typed', by: ana, at: iso(5), from: text, to: 'database', hints: true },
      { type: 'typed', by: null, at: iso(5), from: null, to: 'database', hints: true },
      { type: 'typed', by: ana, at: iso(5), from: text, to: null, hints: false },
    ],
    update: [
      { type: 'update', ...whole, noChangeSince: null },
      { type: 'update', ...none, noChangeSince: { number: 2, at: iso(1) } },
    ],
    change: Object.values(changesOf(text))
      .flat()
      .flatMap((change): Notice[] => [
        { type: 'change', by: ana, at: iso(5), change, replan },
        ...(change.what === 'roleTaken'
          ? [{ type: 'change' as const, by: ana, at: iso(5), change, replan, lists: someLists }]
          : []),
      ]),
    mergeOffer: [{ type: 'mergeOffer', others: ['other-1', 'other-2', 'other-3'] }],
    nudge: [{ type: 'nudge', number: 3, due: iso(15), ask: cy }],
    due: [
      ...items.map((item): Notice => ({ type: 'due', items: [item] })),
      { type: 'due', items },
      { type: 'due', items, lists: someLists },
      { type: 'due', items: repeated(15, () => items[6] ?? items[0]).filter((item) => item !== undefined) },
    ],
    call: [
      ...(['reach', 'inform', 'page'] as const).map(
        (call): Notice => ({ type: 'call', user: ben, call, why: text, by: ana }),
      ),
      {
        type: 'call',
        user: ben,
        call: 'page',
        why: text,
        by: ana,
        also: repeated(8, (n) => ({
          effect: `inc:9.${n}`,
          incident: `other-${(n % 3) + 1}`,
          call: n % 2 === 0 ? 'page' : 'reach',
          why: text,
          by: ana,
        })),
      },
    ],
    standDown: [{ type: 'standDown', user: lena, reason: text }],
    handover: [{ type: 'handover', role: 'commander', from: ana, to: dee, askedBy: ana, until: iso(14) }],
    ...awayNotices(text, Object.values(itemsOf(text)).flat()),
    checklists: [
      { type: 'checklists', parts: [{ list: 'closure', from: 0, to: 20 }] },
      { type: 'checklists', parts: [{ list: 'gone', from: 0, to: 1 }] },
    ],
    task: [
      { type: 'task', task: 'T1' },
      { type: 'task', task: 'T99' },
    ],
    problem: [
      { type: 'problem', problem: 'R1', page: 0 },
      { type: 'problem', problem: 'R1', page: 1 },
      { type: 'problem', problem: 'R9', page: 0 },
    ],
    followed: [
      { type: 'followed', user: lena, of: { type: 'update', ...whole, noChangeSince: null } },
      ...['severity', 'resolved', 'reopened'].flatMap((what) =>
        Object.values(changesOf(text))
          .flat()
          .filter((change) => change.what === what)
          .map(
            (change): Notice => ({
              type: 'followed',
              user: lena,
              of: { type: 'change', by: ana, at: iso(5), change, replan },
            }),
          ),
      ),
    ],
    digest: [false, true].map((overdue) => ({
      type: 'digest',
      user: ana,
      items: (['checklist', 'meeting', 'report'] as const).map((what) => ({
        key: what === 'checklist' ? 'list:closure' : what,
        what,
        due: iso(129),
        overdue,
      })),
    })),
    ...pagerNoticesOf(text),
    trouble: [
      { type: 'trouble', what: text, remedy: text },
      { type: 'trouble', what: text, remedy: text, retry: 'inc:channel.2' },
    ],
    madePrivate: [
      { type: 'madePrivate', by: ana, at: iso(5), why: text, replan },
      { type: 'madePrivate', by: ana, at: iso(5), why: null, replan: null },
    ],
    movedAway: [{ type: 'movedAway' }],
    runbookChanged: [false, true].map((unreadable) => ({
      type: 'runbookChanged',
      from: 'a'.repeat(64),
      to: 'b'.repeat(64),
      unreadable,
      replan,
    })),
  };
}
