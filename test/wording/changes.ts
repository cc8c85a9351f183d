import type { Change, Replan } from '../../src/domain/notices.ts';
import type { Incident } from '../../src/domain/incident.ts';
import { messageFacts } from '../../src/domain/message-facts.ts';
import { anIncident, iso, minute, resolved, staffed, taskOf } from '../support/facts.ts';
import { members, policy } from '../support/policy.ts';
import { example } from './example.ts';
import { inSeekapasWords } from './own-words.ts';
import { replanChanges } from './runbook.ts';
import type { Example } from './write-view.ts';

const { ana, ben } = members;

function changed(when: string, change: Change, more: { replan?: Replan; now?: Partial<Incident> } = {}): Example {
  const notice = { type: 'change', by: ana, at: iso(11), change, replan: more.replan ?? null } as const;
  return example(when, notice, 11, more.now ?? staffed);
}

function inSeekapasWordsResolved(): Example {
  const as = messageFacts(anIncident(resolved), policy, minute(69));
  const change = {
    what: 'resolved',
    cause: 'A bad release',
    fix: 'Rolled back',
    customers: null,
    owner: ana,
    headHash: 'a3f9'.repeat(16),
    as,
  } as const;
  const notice = { type: 'change', by: ana, at: iso(69), change, replan: null } as const;
  return example('resolved, in the organisation’s words', notice, 69, resolved, inSeekapasWords);
}

const parked = { what: 'parked', until: iso(600), zone: 'Europe/Berlin', watching: ben, why: 'the vendor' } as const;
/** Merged into INC-41 by Ana at minute 11. */
export const merged: Partial<Incident> = {
  status: 'merged',
  statusSince: minute(11),
  statusBy: ana,
  merged: {
    into: { id: 'other-41', number: 41 },
    at: minute(11),
    by: ana,
    undoUntil: minute(41),
    was: {
      status: 'investigating',
      since: minute(0),
      by: ana,
      soakUntil: null,
      parked: null,
      handovers: {},
      plannedHandovers: {},
    },
  },
};

/** INC-43, merged into it by Ana at minute 11. */
export const absorbed: Incident['absorbed'][number] = {
  id: 'other-43',
  number: 43,
  at: minute(11),
  by: ana,
  answered: ben,
  until: null,
};

const waiting: Partial<Incident> = {
  ...staffed,
  severity: 'P2',
  parked: {
    until: minute(600),
    since: minute(2),
    by: ana,
    watching: ben,
    why: 'the vendor',
    zone: 'Europe/Berlin',
    told: 'inc:9.1',
  },
};

/** Every kind of change that is told in the channel. */
export const changes: Record<Change['what'], Example[]> = {
  severity: [
    changed(
      'raised',
      { what: 'severity', from: 'P1', to: 'P0', why: 'payments too' },
      {
        replan: {
          update: { from: iso(41), to: iso(26) },
          steps: [
            { target: 'Engineering Manager', from: iso(30), to: iso(26) },
            { target: 'VP Engineering', from: null, to: iso(41) },
          ],
        },
      },
    ),
    changed(
      'lowered',
      { what: 'severity', from: 'P0', to: 'P1', why: null },
      {
        replan: { update: null, steps: [{ target: 'VP Engineering', from: iso(30), to: null }] },
      },
    ),
  ],
  status: [
    changed('identified', { what: 'status', from: 'investigating', to: 'identified', why: 'release 41' }),
    changed(
      'monitoring',
      { what: 'status', from: 'identified', to: 'monitoring', why: null },
      {
        now: { ...staffed, status: 'monitoring', soakUntil: minute(41) },
      },
    ),
    changed('felt again', { what: 'status', from: 'monitoring', to: 'investigating', why: 'errors are back' }),
  ],
  resolved: [
    changed(
      'resolved',
      {
        what: 'resolved',
        cause: 'A bad release',
        fix: 'Rolled back',
        customers: null,
        owner: ana,
        headHash: 'a3f9'.repeat(16),
      },
      { now: resolved },
    ),
    inSeekapasWordsResolved(),
    changed(
      'resolved, with a task that nobody has done',
      { what: 'resolved', cause: null, fix: null, customers: null, owner: ana, headHash: 'a3f9'.repeat(16) },
      { now: { ...resolved, tasks: [taskOf('T1', 'flush the cache')] } },
    ),
  ],
  triage: [
    changed('questions answered', {
      what: 'triage',
      answers: [
        { key: 'users', text: 'a third of them' },
        { key: 'workaround', text: null },
      ],
    }),
  ],
  closed: [changed('closed', { what: 'closed' }, { now: { ...resolved, status: 'closed' } })],
  reopened: [changed('reopened', { what: 'reopened', from: 'resolved', why: 'errors are back' })],
  cancelled: [
    changed(
      'a false alarm',
      { what: 'cancelled', reason: 'nothing was wrong', text: 'the probe was broken' },
      { now: { status: 'cancelled', statusSince: minute(11), statusBy: ana } },
    ),
  ],
  merged: [changed('into another', { what: 'merged', other: 'other-41' }, { now: merged })],
  absorbed: [
    changed(
      'another into it',
      { what: 'absorbed', other: 'other-43', invited: 3, answered: ben },
      { now: { absorbed: [absorbed] } },
    ),
    changed('with tasks that are open', {
      what: 'absorbed',
      other: 'other-43',
      invited: 0,
      answered: null,
      tasks: ['T1', 'T3'],
    }),
    changed('with nobody to invite', { what: 'absorbed', other: 'other-43', invited: 0, answered: null }),
  ],
  mergeUndone: [
    changed(
      'taken back',
      { what: 'mergeUndone', other: 'other-41' },
      { replan: { update: { from: null, to: iso(26) }, steps: [] } },
    ),
    changed('taken back, and parked as before', { what: 'mergeUndone', other: 'other-41' }, { now: waiting }),
  ],
  released: [
    changed('taken back', { what: 'released', other: 'other-43', kept: false }),
    changed('reopened after half an hour', { what: 'released', other: 'other-43', kept: true }),
  ],
  roleTaken: [
    changed('taken', { what: 'roleTaken', role: 'commander', user: ana, from: null }),
    changed('taken over', { what: 'roleTaken', role: 'commander', user: ana, from: ben }),
  ],
  roleLeft: [changed('left', { what: 'roleLeft', role: 'commander', user: ana }, { now: {} })],
  parked: [
    changed('parked', { ...parked, from: null }, { replan: { update: { from: iso(11), to: iso(840) }, steps: [] } }),
    changed('until another time', { ...parked, from: iso(300) }),
  ],
  woken: [
    changed(
      'by hand',
      { what: 'woken', until: iso(600) },
      { replan: { update: { from: null, to: iso(840) }, steps: [] } },
    ),
  ],
  edited: [
    changed('title and impact', {
      what: 'edited',
      fields: [
        { field: 'title', from: 'Checkout is slow', to: 'Checkout returns 500' },
        { field: 'impact', from: null, to: 'All customers, card payments' },
      ],
    }),
    changed('data exposed', { what: 'edited', fields: [{ field: 'exposure', from: 'no', to: 'yes' }] }),
  ],
  replanned: replanChanges,
  moment: [changed('corrected', { what: 'moment', moment: 'impactStarted', from: iso(-5), to: iso(-13) })],
};
