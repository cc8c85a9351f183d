import type { Command, CommandType } from './commands.ts';
import { type Incident, holderOf } from './incident.ts';
import type { Permission, Policy } from './policy.ts';
import type { Fact } from './timeline.ts';

/** What Slack says of somebody: a full member of this workspace, or not. `unknown`: Slack could not be asked. */
export type Kind = 'member' | 'guest' | 'foreign' | 'app' | 'left' | 'unknown';

/** Somebody who asks for something. `groups` are the user groups (S…) that they are in, of those that matter; null: not known. */
export type Who = { user: string; kind: Kind; groups: readonly string[] | null };

/** Words of a policy's permissions that name no role, person or group. */
export const grantWords = ['everyone', 'guests', 'other-workspaces', 'declarer', 'members'] as const;
/** One such word. */
export type GrantWord = (typeof grantWords)[number];

/** The permission that each command takes. Null: nobody asks for it but the clock, Slack and our own effects. */
export const permissionOf: Record<CommandType, Permission | null> = {
  changeSeverity: 'respond',
  changeStatus: 'respond',
  resolve: 'resolve',
  close: 'resolve',
  archiveChannel: 'resolve',
  cancel: 'resolve',
  // A relapse must not wait for who may end it.
  reopen: 'respond',
  // Both go on in one of them, and it can be undone.
  mergeInto: 'respond',
  absorb: 'respond',
  undoMerge: 'respond',
  release: 'respond',
  declineMerge: 'respond',
  takeRole: 'take',
  stepDown: 'respond',
  requestHandover: 'take',
  planHandover: 'take',
  dropHandover: 'take',
  answerHandover: 'take',
  postUpdate: 'respond',
  noChange: 'respond',
  snooze: 'respond',
  park: 'respond',
  wake: 'respond',
  acknowledge: 'respond',
  here: 'respond',
  escalate: 'page',
  page: 'page',
  note: 'respond',
  pinMessage: 'respond',
  editPinned: 'respond',
  unpinMessage: 'respond',
  correctMoment: 'respond',
  edit: 'respond',
  linkRepeat: 'respond',
  tickBoxes: 'respond',
  markSent: 'respond',
  finishFollowUp: 'respond',
  addTask: 'respond',
  changeTask: 'respond',
  startTask: 'respond',
  tickTask: 'respond',
  correctOwnMoment: 'respond',
  engage: 'page',
  answerTriage: 'respond',
  setType: 'respond',
  postProblem: 'respond',
  tickStep: 'respond',
  recordTicket: 'respond',
  redact: 'redact',
  regeneratePostMortem: 'respond',
  replan: 'respond',
  makePrivate: 'respond',
  audienceCounted: null,
  follow: 'see',
  unfollow: 'see',
  join: 'see',
  sign: 'respond',
  tick: null,
  confess: null,
  compareRunbook: null,
  channelOpened: null,
  channelRenamed: null,
  channelLost: null,
  channelBack: null,
  memberJoined: null,
  memberLeft: null,
  pageAnswered: null,
  rang: null,
  ringDelayed: null,
  pageAttached: null,
  pagerChanged: null,
  followerLost: null,
  effectMended: null,
  effectFailed: null,
  postMortemDrafted: null,
};

/** Who asks for a command and what it takes; null where no person asks. */
export function askedBy(command: Command): { user: string; permission: Permission } | null {
  const permission = permissionOf[command.type];
  const user = 'by' in command ? command.by : null;
  return permission === null || user === null ? null : { user, permission };
}

/** Whether somebody may do something. `unknown`: it depends on what Slack could not be asked, or on the incident. */
export type Verdict = 'yes' | 'no' | 'unknown';

type Question = {
  permission: Permission;
  who: Who;
  /** Null while it is not known which one. */
  incident: Incident | null;
  policy: Pick<Policy, 'permissions' | 'people' | 'roles'>;
};

/** Whether somebody has a permission, in this incident or, where that is null, in any. */
export function verdictOn({ permission, who, incident, policy }: Question): Verdict {
  if (who.kind === 'left') return 'no';
  const answers = policy.permissions[permission].map((grant) => holds(grant, who, incident, policy));
  if (answers.includes('yes')) return 'yes';
  return answers.includes('unknown') ? 'unknown' : 'no';
}

// Without Slack these go on: nothing of an incident may wait for it. The rest cannot be taken back.
const patient: readonly Permission[] = ['declare', 'see', 'respond', 'take', 'resolve', 'page'];

/** Whether somebody may do something in an incident. `checked`: false when Slack could not be asked about it. */
export function mayDo(question: Question): { allowed: boolean; checked: boolean } {
  const verdict = verdictOn(question);
  if (verdict !== 'unknown') return { allowed: verdict === 'yes', checked: true };
  return { allowed: patient.includes(question.permission), checked: false };
}

/** What the record keeps where something was allowed although Slack could not be asked who asked for it. */
export function uncheckedFact(permission: Permission, user: string): Fact {
  return { kind: 'permissionUnchecked', at: null, actor: user, body: { permission }, source: null };
}

function holds(grant: string, who: Who, incident: Incident | null, policy: Question['policy']): Verdict {
  const word = grantWords.find((one) => one === grant);
  if (word !== undefined) return holdsWord(word, who, incident);
  const person = policy.people[grant];
  if (person !== undefined) {
    // Known by e-mail, and Slack has not said yet who that is.
    if (person.slack === null) return person.email === null ? 'no' : 'unknown';
    return is(person.slack === who.user);
  }
  if (policy.roles.some(({ key }) => key === grant))
    return incident === null ? 'unknown' : is(holderOf(incident, grant) === who.user);
  if (grant.startsWith('S')) return who.groups === null ? 'unknown' : is(who.groups.includes(grant));
  return is(grant === who.user);
}

function holdsWord(word: GrantWord, { user, kind }: Who, incident: Incident | null): Verdict {
  switch (word) {
    case 'everyone':
      return isKind(kind, 'member');
    case 'guests':
      return isKind(kind, 'guest');
    case 'other-workspaces':
      return isKind(kind, 'foreign');
    case 'declarer':
      return incident === null ? 'unknown' : is(incident.declaredBy === user);
    case 'members':
      // Guests are in channels, too: only naming them lets them do anything.
      if (incident !== null && !incident.invited.includes(user)) return 'no';
      return incident === null && kind === 'member' ? 'unknown' : isKind(kind, 'member');
  }
}

function isKind(kind: Kind, wanted: Kind): Verdict {
  return kind === 'unknown' ? 'unknown' : is(kind === wanted);
}

function is(holding: boolean): Verdict {
  return holding ? 'yes' : 'no';
}
