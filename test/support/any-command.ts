import type { Command, Merging } from '../../src/domain/commands.ts';
import { type Incident, momentNames } from '../../src/domain/incident.ts';
import { pagerCommands } from './any-pager-command.ts';
import { members } from './policy.ts';
import { anyProblemCommand } from './any-problem-command.ts';
import { anySizing } from './any-sizing.ts';
import type { Random } from '../../workbench/random.ts';

const { ana, ben, cy, dee, gil, lena, vic } = members;
/** Somebody whom the policy does not name. */
export const outsider = 'U01OUTSIDE';
const minute = 60_000;

/** Any command of that type that a person, the clock or Slack may come up with; mostly sensible, not always. */
export type Maker<T extends Command['type']> = (
  by: string,
  random: Random,
  incident: Incident,
  now: Date,
) => Extract<Command, { type: T }>;

/** Anybody: people of the policy, somebody of the workspace, somebody whom nobody knows. */
export function anybody(random: Random): string {
  return random.one([ana, ben, cy, dee, gil, lena, vic, outsider]);
}

const roles = ['commander', 'tech-lead', 'comms'] as const;
const why = (random: Random) => random.one(['because', null]);
const soon = (random: Random, now: Date) => new Date(now.getTime() + (random.below(600) - 30) * minute);

function another(random: Random, { kind, private: isPrivate }: Incident): Merging {
  return {
    id: random.one(['other', 'another']),
    number: 43,
    kind: random.chance(0.9) ? kind : 'real',
    private: isPrivate,
    severity: random.one(['P0', 'P1', 'P2']),
    followers: [lena],
    people: [vic, outsider],
    standing: random.one([null, vic]),
    tasks: random.one([[], ['T1']]),
  };
}

/** One for every command that there is: the compiler asks for a new one. */
export const anyCommand: { [T in Command['type']]: Maker<T> } = {
  changeSeverity: (by, random) => ({
    type: 'changeSeverity',
    by,
    to: random.one(['P0', 'P1', 'P2', 'P3']),
    why: why(random),
  }),
  ...pagerCommands,
  archiveChannel: (by) => ({ type: 'archiveChannel', by }),
  mergeInto: (by, random, incident) => ({ type: 'mergeInto', by, other: another(random, incident) }),
  absorb: (by, random, incident) => ({ type: 'absorb', by, other: another(random, incident) }),
  undoMerge: (by) => ({ type: 'undoMerge', by }),
  release: (by, random) => ({ type: 'release', by, other: random.one(['other', 'another']), until: null }),
  declineMerge: (by) => ({ type: 'declineMerge', by }),
  follow: (by) => ({ type: 'follow', by }),
  unfollow: (by) => ({ type: 'unfollow', by }),
  followerLost: (by) => ({ type: 'followerLost', user: by }),
  changeStatus: (by, random) => ({
    type: 'changeStatus',
    by,
    to: random.one(['investigating', 'identified', 'monitoring']),
    why: why(random),
  }),
  resolve: (by, random) => ({
    type: 'resolve',
    by,
    what: why(random),
    fix: null,
    customers: null,
    owner: random.chance(0.5) ? anybody(random) : null,
  }),
  close: (by) => ({ type: 'close', by }),
  reopen: (by, random) => ({ type: 'reopen', by, why: why(random) }),
  cancel: (by, random) => ({
    type: 'cancel',
    by,
    reason: random.one(['nothing was wrong', 'duplicate', 'other']),
    text: null,
  }),
  takeRole: (by, random, incident) => {
    const role = random.one(roles);
    return { type: 'takeRole', by, role, takeOver: incident.roles[role]?.user ?? null };
  },
  stepDown: (by, random) => ({ type: 'stepDown', by, role: random.one([null, ...roles]) }),
  requestHandover: (by, random) => ({
    type: 'requestHandover',
    by,
    role: random.one(roles),
    to: anybody(random),
    offShift: random.one(['02:10 Lisbon', null]),
  }),
  planHandover: (by, random, _, now) => ({
    type: 'planHandover',
    by,
    role: random.one(roles),
    to: anybody(random),
    at: soon(random, now),
    offShift: null,
  }),
  dropHandover: (by, random) => ({ type: 'dropHandover', by, role: random.one(roles) }),
  answerHandover: (by, random, incident) => {
    const [asked] = Object.values(incident.handovers);
    return { type: 'answerHandover', by: asked?.to ?? by, id: asked?.id ?? 'none', accept: random.chance(0.6) };
  },
  postUpdate: (by, random) => ({
    type: 'postUpdate',
    by,
    status: random.one([null, null, 'investigating', 'identified', 'monitoring']),
    text: random.one(['rolled back', null]),
    know: random.one(['a release broke it', null]),
    done: null,
    next: null,
    eta: null,
    nextIn: random.one([null, 20 * minute, 3 * 60 * minute]),
  }),
  noChange: (by, random) => ({ type: 'noChange', by, sentence: random.one(['waiting for DNS', null]), number: null }),
  snooze: (by, random) => ({ type: 'snooze', by, for: random.one([5, 15]) * minute }),
  park: (by, random, _, now) => ({
    type: 'park',
    by,
    until: soon(random, now),
    watching: random.chance(0.3) ? anybody(random) : null,
    why: why(random),
    zone: 'Europe/Berlin',
  }),
  wake: (by) => ({ type: 'wake', by }),
  acknowledge: (by) => ({ type: 'acknowledge', by }),
  here: (by) => ({ type: 'here', by }),
  escalate: (by) => ({ type: 'escalate', by, step: null }),
  page: (by, random) => ({ type: 'page', by, user: anybody(random), why: why(random) }),
  note: (by) => ({ type: 'note', by, text: 'the cache was cold' }),
  pinMessage: (by, random, _, now) => ({
    type: 'pinMessage',
    by,
    source: `C1:${random.below(3)}`,
    at: now,
    author: by,
    text: 'look at this',
  }),
  editPinned: (by, random) => ({ type: 'editPinned', by, source: `C1:${random.below(3)}`, text: 'look at that' }),
  unpinMessage: (by, random) => ({
    type: 'unpinMessage',
    by,
    source: `C1:${random.below(3)}`,
    reason: random.one(['unpinned', 'deleted']),
  }),
  correctMoment: (by, random, _, now) => ({
    type: 'correctMoment',
    by,
    moment: momentNames[random.below(momentNames.length)] ?? 'detected',
    at: random.one([null, new Date(now.getTime() - random.below(300) * minute)]),
  }),
  finishFollowUp: (by, random) => ({
    type: 'finishFollowUp',
    by,
    what: random.one(['meeting', 'report']),
    done: random.chance(0.7),
  }),
  edit: (by, random) => ({
    type: 'edit',
    by,
    title: random.one(['Checkout fails', 'Cards fail']),
    impact: random.one(['some', null]),
    exposure: random.chance(0.2),
  }),
  ...anySizing,
  linkRepeat: (by) => ({ type: 'linkRepeat', by, of: null }),
  tickBoxes: (by, random) => ({
    type: 'tickBoxes',
    by,
    list: random.one(['closure', 'opening', 'command', 'gone']),
    ticked: [random.below(3)],
    unticked: random.chance(0.3) ? [random.below(3)] : [],
  }),
  ...anyProblemCommand,
  markSent: (by, random) => ({ type: 'markSent', by, key: 'page', offer: random.one(['O1', null]), sent: true }),
  addTask: (by, random, _, now) => ({
    type: 'addTask',
    by,
    kind: random.one(['task', 'action']),
    text: 'look at the cache',
    owner: random.chance(0.6) ? anybody(random) : null,
    due: random.chance(0.6) ? new Date(now.getTime() + random.below(5000) * minute) : null,
  }),
  changeTask: (by, random) => ({
    type: 'changeTask',
    by,
    task: random.one(['T1', 'A1', 'A2']),
    to: random.chance(0.8) ? { owner: anybody(random) } : { actionKind: 'training' },
  }),
  startTask: (by, random) => ({
    type: 'startTask',
    by,
    task: random.one(['T1', 'A1', 'A2']),
    started: random.chance(0.7),
  }),
  tickTask: (by, random) => ({
    type: 'tickTask',
    by,
    task: random.one(['T1', 'A1', 'A2']),
    done: random.chance(0.7),
  }),
  regeneratePostMortem: (by) => ({ type: 'regeneratePostMortem', by }),
  replan: (by, random) => ({ type: 'replan', by, to: random.one(['current', 'before']), from: null }),
  compareRunbook: () => ({ type: 'compareRunbook' }),
  makePrivate: (by, random) => ({ type: 'makePrivate', by, why: why(random) }),
  join: (by) => ({ type: 'join', by }),
  sign: (by) => ({ type: 'sign', by }),
  tick: () => ({ type: 'tick' }),
  confess: (_by, _random, _incident, now) => ({
    type: 'confess',
    from: new Date(now.getTime() - 20 * minute),
    to: now,
  }),
  channelOpened: () => ({ type: 'channelOpened', id: 'C0123456789', name: 'inc-42' }),
  audienceCounted: () => ({ type: 'audienceCounted', members: 4, others: [lena], othersCount: 1, announced: 30 }),
  channelRenamed: () => ({ type: 'channelRenamed', name: 'inc-42-new' }),
  channelLost: (_, random) => ({ type: 'channelLost', reason: random.one(['archived', 'botRemoved']) }),
  channelBack: () => ({ type: 'channelBack' }),
  memberJoined: (by, random) => ({ type: 'memberJoined', user: by, inviter: random.one([null, ana]) }),
  memberLeft: (by) => ({ type: 'memberLeft', user: by }),
  // Whoever is paged was invited before.
  pageAnswered: (_, random, incident) => ({
    type: 'pageAnswered',
    user: incident.invited[random.below(incident.invited.length)] ?? incident.declaredBy,
    title: 'Technical Lead',
    answer: { outcome: 'refused', via: 'Slack message', reason: 'the account is deactivated' },
  }),
  effectFailed: () => ({ type: 'effectFailed', effect: 'inc:3.1', what: 'Topic', reason: 'not allowed' }),
  effectMended: () => ({ type: 'effectMended', effect: 'inc:3.1' }),
  redact: (by) => ({
    type: 'redact',
    by,
    why: null,
    entries: ['1'],
    kinds: ['note'],
    marks: [],
    messages: [],
    files: [],
    drafted: true,
  }),
  postMortemDrafted: () => ({ type: 'postMortemDrafted', version: 1 }),
};
