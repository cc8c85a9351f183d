import type { Notice } from '../../src/domain/notices.ts';
import type { Incident } from '../../src/domain/incident.ts';
import { renderNotice } from '../../src/slack/views/render-notice.ts';
import { anOther, factsAt, iso, minute, resolved, staffed, taskOf, updated } from '../support/facts.ts';
import { members } from '../support/policy.ts';
import { absorbed, changes, merged } from './changes.ts';
import { listExamples } from './checklists.ts';
import { confessions } from './confessions.ts';
import { awayMessages } from './while-away.ts';
import { digests } from './digests.ts';
import { dueItems } from './due-items.ts';
import { example } from './example.ts';
import { ownWords } from './own-words.ts';
import { privacy } from './privacy.ts';
import { problemMessages } from './problem-messages.ts';
import { taskMessages } from './task-messages.ts';
import { engaged, tickets, typed } from './sizing.ts';
import { runbookMessages } from './runbook.ts';
import { outsideTroubles } from './pager-changes.ts';
import { type Example, knownNames } from './write-view.ts';

const { ana, ben, cy, dee, lena } = members;

const isPrivate: Partial<Incident> = { private: true };
const drill: Partial<Incident> = { kind: 'drill' };
const answered: Partial<Incident> = {
  acknowledgements: [{ user: ben, at: minute(4) }],
  standing: { user: ben, at: minute(4) },
  reached: { [ben]: minute(1) },
};
const parked: Partial<Incident> = {
  ...staffed,
  severity: 'P2',
  cadence: { due: null, stage: 0, snoozed: false, asks: [] },
  parked: {
    until: minute(600),
    since: minute(40),
    by: ana,
    watching: ben,
    why: 'the vendor',
    zone: 'Europe/Berlin',
    told: 'inc:9.1',
  },
};
const content = { number: 3, by: cy, at: iso(45), status: 'identified', nextDue: iso(60), noChangeSince: null };
const nothing = { text: null, know: null, done: null, next: null, eta: null };
const call = { type: 'call', user: ben, why: null, by: null } as const;
const asking = {
  type: 'handover',
  role: 'commander',
  from: ana,
  to: dee,
  askedBy: ana,
  until: iso(10),
} as const;
const receipt = [
  { effectId: 'inc:channel', label: 'Channel #inc-42-checkout', state: 'done', reason: null },
  { effectId: 'inc:1.2', label: '4 people invited', state: 'done', reason: null },
  { effectId: 'inc:1.4', label: 'Bookmark “Dashboards”', state: 'failed', reason: 'not allowed in this workspace' },
  { effectId: 'inc:1.5', label: 'Incident Commander: to be reached', state: 'waiting', reason: null },
] as const;

/** Every kind of message, each as people meet it. A new kind belongs here: the compiler asks for it. */
export const messages: Record<Notice['type'], Example[]> = {
  runbookChanged: runbookMessages,
  headline: [
    example('just declared', { type: 'headline' }, 0),
    example('recorded afterwards', { type: 'headline' }, 90, { ...resolved, kind: 'backfill' }),
    example('with a commander', { type: 'headline' }, 6, { ...staffed, ...updated }),
    example('monitoring', { type: 'headline' }, 50, {
      ...staffed,
      ...updated,
      status: 'monitoring',
      statusSince: minute(45),
      soakUntil: minute(75),
    }),
    example('a handover is planned', { type: 'headline' }, 50, {
      ...staffed,
      plannedHandovers: { commander: { to: ben, at: minute(600), by: ana, since: minute(40) } },
    }),
    example('answered, with tasks and a channel that was archived', { type: 'headline' }, 6, {
      ...answered,
      affected: 'Checkout, payments API',
      channelTrouble: 'archived',
      tasks: [taskOf('T1', 'flush the cache'), { ...taskOf('T2', 'call the vendor'), owner: null }],
    }),
    example('parked', { type: 'headline' }, 50, parked),
    example('resolved', { type: 'headline' }, 75, resolved),
    example('resolved, with an action item', { type: 'headline' }, 75, {
      ...resolved,
      tasks: [taskOf('A1', 'alert on disk space')],
    }),
    example('closed', { type: 'headline' }, 90, { ...resolved, status: 'closed', statusSince: minute(88) }),
    example('called off', { type: 'headline' }, 20, { status: 'cancelled', statusSince: minute(19) }),
    ownWords.headline,
    example('merged', { type: 'headline' }, 20, merged),
    example('with another merged into it', { type: 'headline' }, 6, { ...staffed, absorbed: [absorbed] }),
    example('private', { type: 'headline' }, 1, isPrivate),
    example('a drill', { type: 'headline' }, 1, drill),
  ],
  opening: ownWords.opening,
  outside: ownWords.outside,
  announcement: [
    example('just declared', { type: 'announcement' }, 0, { channel: null }),
    example('under way', { type: 'announcement' }, 31, { ...staffed, ...updated }),
    ownWords.announcement,
    example('resolved', { type: 'announcement' }, 70, resolved),
    example('parked', { type: 'announcement' }, 50, parked),
    example('called off', { type: 'announcement' }, 20, { status: 'cancelled', statusSince: minute(19) }),
    example('merged', { type: 'announcement' }, 20, merged),
    example('with another merged into it', { type: 'announcement' }, 20, { ...staffed, absorbed: [absorbed] }),
  ],
  mergeOffer: [
    example('in the channel of a new incident', { type: 'mergeOffer', others: ['other-41', 'other-43'] }, 1),
    example('declined', { type: 'mergeOffer', others: ['other-41'] }, 5, {
      mergeOffer: { id: 'inc:1.9', others: ['other-41'], declinedBy: dee },
    }),
    example('merged', { type: 'mergeOffer', others: ['other-41'] }, 20, merged),
    example('the other merged into it', { type: 'mergeOffer', others: ['other-43'] }, 20, { absorbed: [absorbed] }),
  ],
  ticket: tickets,
  typed,
  engaged,
  receipt: [
    {
      when: 'while the incident is being opened',
      view: renderNotice({ type: 'receipt' }, factsAt(1, {}, { receipt: [...receipt], names: knownNames })),
    },
    {
      when: 'with something similar that is open',
      view: renderNotice({ type: 'receipt' }, factsAt(1, {}, { similar: [anOther(41)], names: knownNames })),
    },
  ],
  update: [
    ownWords.update,
    example('from the form', {
      type: 'update',
      ...content,
      text: null,
      know: 'Release 41 broke card payments',
      done: 'Rolled back to 40',
      next: 'Watch the error rate',
      eta: 'half an hour',
    }),
    example('from the command', { type: 'update', ...content, ...nothing, text: 'Rolled back; errors 38 % → 4 %' }),
    example('no change', { type: 'update', ...content, ...nothing, noChangeSince: { number: 2, at: iso(30) } }),
  ],
  change: Object.values(changes).flat(),
  nudge: [
    example('three minutes before', { type: 'nudge', number: 3, due: iso(45), ask: cy }, 42, {
      ...staffed,
      ...updated,
      cadence: { due: minute(45), stage: 0, snoozed: false, asks: [] },
    }),
    example('snoozed', { type: 'nudge', number: 3, due: iso(45), ask: cy }, 44, {
      ...staffed,
      ...updated,
      cadence: { due: minute(60), stage: 0, snoozed: true, asks: [] },
    }),
    example(
      'nobody has command, and nothing was posted before',
      { type: 'nudge', number: 1, due: iso(15), ask: cy },
      12,
    ),
    example('once it is posted', { type: 'nudge', number: 2, due: iso(45), ask: cy }, 44, { ...staffed, ...updated }),
  ],
  due: Object.values(dueItems).flat(),
  call: [
    example('with another incident that called later', {
      ...call,
      call: 'reach',
      also: [{ effect: 'other:1.1', incident: 'other-43', call: 'page', why: 'the ledger', by: ana }],
    }),
    example('somebody must answer', { ...call, call: 'reach' }),
    example('somebody escalated', { ...call, call: 'reach', by: ana }),
    example('nobody has command', { ...call, call: 'reach', why: 'nobody has command' }),
    example('somebody should know', { ...call, call: 'inform' }),
    example('paged by a person', { ...call, call: 'page', by: ana, why: 'the database is yours' }),
    example('answered', { ...call, call: 'reach' }, 6, answered),
    example('somebody else answered', { ...call, call: 'reach' }, 6, staffed),
    example('it is over', { ...call, call: 'reach' }, 70, { ...resolved, acknowledgements: [] }),
    example('private', { ...call, call: 'reach', by: ana }, 5, isPrivate),
    example('a drill', { ...call, call: 'page', by: ana }, 5, drill),
  ],
  standDown: [example('after a downgrade', { type: 'standDown', user: lena, reason: 'It is P1 now' })],
  handover: [
    example('asked', asking, 5, {
      ...staffed,
      handovers: {
        commander: {
          id: 'inc:5.1',
          role: 'commander',
          from: ana,
          to: dee,
          askedBy: ana,
          askedAt: minute(5),
          until: minute(10),
        },
      },
    }),
    example('accepted', asking, 9, { roles: { commander: { user: dee, since: minute(8) } } }),
    example('declined', asking, 9, staffed),
    example('not answered in time', asking, 12, staffed),
    example('somebody else took it', asking, 9, { roles: { commander: { user: ben, since: minute(8) } } }),
    example('it is over', asking, 90, resolved),
  ],
  confession: confessions,
  whileAway: awayMessages,
  checklists: listExamples,
  problem: problemMessages,
  task: taskMessages,
  ...outsideTroubles,
  followed: [
    example('an update', {
      type: 'followed',
      user: lena,
      of: { type: 'update', ...content, ...nothing, text: 'Rolled back; errors 38 % → 4 %' },
    }),
    example('it is open again', {
      type: 'followed',
      user: lena,
      of: {
        type: 'change',
        by: ana,
        at: iso(9),
        change: { what: 'reopened', from: 'resolved', why: null },
        replan: null,
      },
    }),
    example(
      'it was made private while this waited',
      { type: 'followed', user: lena, of: { type: 'update', ...content, ...nothing, text: 'Rolled back' } },
      9,
      isPrivate,
    ),
  ],
  digest: digests,
  ...privacy,
};
