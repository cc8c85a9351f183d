import { describe, expect, it } from 'vitest';
import type { Command, Merging } from '../../src/domain/commands.ts';
import { decide } from '../../src/domain/decide.ts';
import { type Incident, type Status, statuses } from '../../src/domain/incident.ts';
import { legalIn } from '../../src/domain/legal.ts';
import { UserError } from '../../src/errors.ts';
import { start, story } from '../support/incident.ts';
import { slowApi } from '../support/problems.ts';
import { policyWithLists } from '../support/checklists.ts';
import { withOutside } from '../support/outside.ts';
import { members } from '../support/policy.ts';
import { proves } from '../promises/proves.ts';

const policy = { ...policyWithLists, outside: withOutside.outside };
const by = members.ana;
const later = new Date(start.getTime() + 30 * 60_000);

/** An incident that reached each status by people's commands. */
function reach(status: Status, type: Command['type'] | null = null): Incident {
  // Only what is not urgent can be parked, and only what is parked wakes.
  const it = (type === 'park' || type === 'wake' ? story({ severity: 'P2' }, policy) : story({}, policy))
    .at(1)
    .does({ type: 'takeRole', by, role: 'commander', takeOver: null });
  it.does({ type: 'addTask', by, kind: 'task', text: 'x', owner: null, due: null });
  it.does({ type: 'postProblem', by, problem: { ...slowApi, title: 'Another problem' } });
  it.does({ type: 'requestHandover', by, role: 'commander', to: members.dee });
  if (type === 'dropHandover') it.does(samples.planHandover);
  if (type === 'wake') it.does(samples.park);
  if (type === 'archiveChannel') it.does({ type: 'channelOpened', id: 'C1', name: 'inc-42' });
  const resolve = { type: 'resolve', by, what: null, fix: null, customers: null, owner: null } as const;
  switch (status) {
    case 'investigating':
      return it.incident();
    case 'identified':
    case 'monitoring':
      return it.does({ type: 'changeStatus', by, to: status, why: null }).incident();
    case 'resolved':
      return it.does(resolve).incident();
    case 'closed':
      return it.does(resolve).does({ type: 'close', by }).incident();
    case 'cancelled':
      return it.does({ type: 'cancel', by, reason: 'nothing was wrong', text: null }).incident();
    case 'merged':
      return it.at(25).does(samples.mergeInto).incident();
  }
}

const other: Merging = {
  id: 'other',
  number: 41,
  kind: 'real',
  private: false,
  severity: 'P0',
  people: [members.gil],
  tasks: [],
  followers: [],
  standing: null,
};

const handoverId = Object.values(reach('investigating').handovers)[0]?.id ?? '';

/** One of each command; `decide` has a case for all of them. */
const samples: Record<Command['type'], Command> = {
  changeSeverity: { type: 'changeSeverity', by, to: 'P1', why: null },
  changeStatus: { type: 'changeStatus', by, to: 'identified', why: null },
  resolve: { type: 'resolve', by, what: null, fix: null, customers: null, owner: null },
  recordTicket: { type: 'recordTicket', by, done: true, ref: null },
  correctOwnMoment: { type: 'correctOwnMoment', by, moment: 'service-restored', at: start },
  engage: { type: 'engage', by, expert: 'database', person: null, why: null },
  answerTriage: { type: 'answerTriage', by, answers: {} },
  setType: { type: 'setType', by, to: null },
  edit: { type: 'edit', by, title: 'Another title' },
  linkRepeat: { type: 'linkRepeat', by, of: null },
  close: { type: 'close', by },
  archiveChannel: { type: 'archiveChannel', by },
  reopen: { type: 'reopen', by, why: null },
  cancel: { type: 'cancel', by, reason: 'other', text: 'planned' },
  mergeInto: { type: 'mergeInto', by, other },
  absorb: { type: 'absorb', by, other },
  undoMerge: { type: 'undoMerge', by },
  release: { type: 'release', by, other: other.id, until: null },
  declineMerge: { type: 'declineMerge', by },
  takeRole: { type: 'takeRole', by, role: 'comms', takeOver: null },
  here: { type: 'here', by },
  stepDown: { type: 'stepDown', by, role: 'commander' },
  requestHandover: { type: 'requestHandover', by, role: 'commander', to: members.cy },
  planHandover: {
    type: 'planHandover',
    by,
    role: 'commander',
    to: members.cy,
    at: new Date(start.getTime() + 7_200_000),
    offShift: null,
  },
  dropHandover: { type: 'dropHandover', by, role: 'commander' },
  answerHandover: { type: 'answerHandover', by: members.dee, id: handoverId, accept: true },
  postUpdate: {
    type: 'postUpdate',
    by,
    status: null,
    text: 'x',
    know: null,
    done: null,
    next: null,
    eta: null,
    nextIn: null,
  },
  noChange: { type: 'noChange', by, sentence: null, number: null },
  snooze: { type: 'snooze', by, for: 300_000 },
  park: { type: 'park', by, until: new Date(start.getTime() + 7_200_000), watching: null, why: null, zone: 'UTC' },
  wake: { type: 'wake', by },
  acknowledge: { type: 'acknowledge', by: members.ben },
  escalate: { type: 'escalate', by, step: null },
  page: { type: 'page', by, user: members.lena, why: null },
  note: { type: 'note', by, text: 'x' },
  pinMessage: { type: 'pinMessage', by, source: 'C1:1.1', at: start, author: by, text: 'x' },
  editPinned: { type: 'editPinned', by, source: 'C1:1.1', text: 'y' },
  unpinMessage: { type: 'unpinMessage', by, source: 'C1:1.1', reason: 'unpinned' },
  correctMoment: { type: 'correctMoment', by, moment: 'detected', at: start },
  follow: { type: 'follow', by },
  unfollow: { type: 'unfollow', by },
  effectMended: { type: 'effectMended', effect: 'inc:7.1' },
  followerLost: { type: 'followerLost', user: by },
  finishFollowUp: { type: 'finishFollowUp', by, what: 'meeting', done: true },
  tickBoxes: { type: 'tickBoxes', by, list: 'opening', ticked: [0], unticked: [] },
  postProblem: { type: 'postProblem', by, problem: slowApi },
  tickStep: { type: 'tickStep', by, problem: 'R1', step: 'c1', done: true },
  markSent: { type: 'markSent', by, key: 'customer-email', offer: null, sent: true },
  addTask: { type: 'addTask', by, kind: 'action', text: 'x', owner: null, due: null },
  changeTask: { type: 'changeTask', by, task: 'T1', to: { owner: members.ben } },
  startTask: { type: 'startTask', by, task: 'T1', started: true },
  tickTask: { type: 'tickTask', by, task: 'T1', done: true },
  redact: {
    type: 'redact',
    by,
    why: null,
    entries: ['1'],
    kinds: [],
    marks: [],
    messages: [],
    files: [],
    drafted: true,
  },
  regeneratePostMortem: { type: 'regeneratePostMortem', by },
  replan: { type: 'replan', by, to: 'current', from: null },
  compareRunbook: { type: 'compareRunbook' },
  makePrivate: { type: 'makePrivate', by, why: null },
  audienceCounted: { type: 'audienceCounted', members: 3, others: ['Dee'], othersCount: 1, announced: null },
  join: { type: 'join', by: members.vic },
  sign: { type: 'sign', by },
  tick: { type: 'tick' },
  confess: { type: 'confess', from: start, to: later },
  channelOpened: { type: 'channelOpened', id: 'C9', name: 'inc-42' },
  channelRenamed: { type: 'channelRenamed', name: 'other' },
  channelLost: { type: 'channelLost', reason: 'archived' },
  channelBack: { type: 'channelBack' },
  memberJoined: { type: 'memberJoined', user: members.vic, inviter: null },
  memberLeft: { type: 'memberLeft', user: members.dee },
  pageAnswered: { type: 'pageAnswered', user: members.ben, title: '', answer: { outcome: 'queued', via: 'Slack' } },
  rang: {
    type: 'rang',
    effect: 'inc:9.2',
    user: members.ben,
    title: '',
    call: 'page',
    why: null,
    answer: { outcome: 'queued', via: 'PagerDuty' },
  },
  pagerChanged: {
    type: 'pagerChanged',
    ring: 'inc:9.2',
    change: { what: 'acknowledged' },
    author: { user: members.ben, name: 'Ben Okafor' },
  },
  pageAttached: {
    type: 'pageAttached',
    effect: 'inc:1.9',
    answer: { outcome: 'refused', via: 'PagerDuty', reason: 'PagerDuty did not answer', title: null, again: true },
  },
  ringDelayed: {
    type: 'ringDelayed',
    effect: 'inc:9.2',
    user: members.ben,
    title: '',
    call: 'page',
    why: null,
    via: 'PagerDuty',
    reason: 'PagerDuty did not answer',
  },
  effectFailed: { type: 'effectFailed', effect: 'inc:9.1', what: 'The bookmark', reason: 'refused' },
  postMortemDrafted: { type: 'postMortemDrafted', version: 1 },
};

/** The status that a command leads to; the others leave it as it is. */
const leadsTo: Partial<Record<Command['type'], Status>> = {
  changeStatus: 'identified',
  resolve: 'resolved',
  close: 'closed',
  reopen: 'investigating',
  cancel: 'cancelled',
  mergeInto: 'merged',
  undoMerge: 'investigating',
};

describe.each(statuses)('an incident that is %s', (status) => {
  it.each(Object.values(samples).map((command) => [command.type, command] as const))('%s', (type, command) => {
    const before = reach(status, type);
    const frozen = JSON.stringify(before);
    const becomes = { status: leadsTo[type] ?? status, version: before.version + 1, repeatedIds: 0 };
    expect(outcomeOf(before, command)).toEqual(legalIn[type].includes(status) ? becomes : 'refused');
    expect(JSON.stringify(before)).toBe(frozen);
  });
});

function outcomeOf(
  before: Incident,
  command: Command,
): 'refused' | { status: Status; version: number; repeatedIds: number } {
  try {
    const experts = [{ key: 'database', name: 'Database', people: ['architect'] }];
    const moments = [{ key: 'service-restored', name: 'Service restored', with: null }];
    const { incident, effects } = decide(before, command, { ...policy, experts, moments }, later, {
      ...policy,
      hash: 'edited',
    });
    const repeatedIds = effects.length - new Set(effects.map(({ id }) => id)).size;
    return { status: incident.status, version: incident.version, repeatedIds };
  } catch (error) {
    if (error instanceof UserError) return 'refused';
    throw error;
  }
}

it('a refusal says what the incident is, since when, by whom, and what is possible', () => {
  expect(() => decide(reach('resolved'), samples.postUpdate, policy, later)).toThrow(
    expect.objectContaining({
      message: expect.stringMatching(/^INC-42 is already resolved \(<!date.*>, by <@U01ANA0001>\)\.$/),
      remedy: 'To work on it again, reopen it.',
      offer: expect.objectContaining({ label: 'Reopen' }),
    }),
  );
  proves('L8');
});

it('every command that a person can give is possible in some status', () => {
  for (const allowed of Object.values(legalIn)) expect(allowed.length).toBeGreaterThan(0);
});
