import { type Offer, UserError } from '../errors.ts';
import type { Command, CommandType } from './commands.ts';
import { type Incident, type Status, isOpen, nameOf } from './incident.ts';
import type { Policy } from './policy.ts';
import { clockTime, mention } from './wording.ts';
import { workingStatuses } from './working-statuses.ts';

const working: readonly Status[] = workingStatuses;
const always: readonly Status[] = [...working, 'resolved', 'closed', 'cancelled', 'merged'];

/** In which statuses each command is possible. */
export const legalIn: Record<CommandType, readonly Status[]> = {
  changeSeverity: working,
  changeStatus: working,
  resolve: working,
  cancel: working,
  close: ['resolved'],
  reopen: ['resolved', 'closed', 'cancelled', 'merged'],
  mergeInto: working,
  absorb: working,
  undoMerge: ['merged'],
  release: always,
  declineMerge: working,
  archiveChannel: ['closed', 'cancelled', 'merged'],
  takeRole: working,
  stepDown: working,
  requestHandover: working,
  planHandover: working,
  dropHandover: working,
  answerHandover: working,
  postUpdate: working,
  noChange: working,
  snooze: working,
  park: working,
  wake: working,
  acknowledge: working,
  here: working,
  // Once users no longer feel it, the ladder calls nobody.
  escalate: ['investigating', 'identified'],
  page: working,
  note: always,
  pinMessage: always,
  editPinned: always,
  unpinMessage: always,
  correctMoment: always,
  edit: always,
  linkRepeat: always,
  tickBoxes: [...working, 'resolved', 'closed'],
  markSent: always,
  finishFollowUp: ['resolved', 'closed'],
  addTask: always,
  changeTask: always,
  startTask: always,
  tickTask: always,
  correctOwnMoment: always,
  engage: working,
  answerTriage: always,
  setType: always,
  postProblem: working,
  tickStep: always,
  recordTicket: always,
  redact: always,
  regeneratePostMortem: ['resolved', 'closed'],
  makePrivate: always,
  replan: working,
  follow: always,
  unfollow: always,
  join: always,
  sign: always,
  tick: always,
  confess: always,
  compareRunbook: always,
  channelOpened: always,
  audienceCounted: always,
  channelRenamed: always,
  channelLost: always,
  channelBack: always,
  memberJoined: always,
  memberLeft: always,
  pageAnswered: always,
  rang: always,
  ringDelayed: always,
  pageAttached: always,
  pagerChanged: always,
  followerLost: always,
  effectMended: always,
  effectFailed: always,
  postMortemDrafted: always,
};

/** Refuses what the incident's status does not allow, saying what is possible now. */
export function refuseIllegal(incident: Incident, command: Command, policy: Policy, now: Date): void {
  if (legalIn[command.type].includes(incident.status)) return;
  if (command.type === 'undoMerge')
    throw new UserError('not-merged', `${nameOf(incident)} is an incident of its own.`, 'There is no merge to undo.');
  if (incident.merged !== null) throw mergedAlready(incident, incident.merged, now);
  const name = nameOf(incident);
  const status = (policy.statuses[incident.status] ?? incident.status).toLowerCase();
  const since = `${clockTime(incident.statusSince)}, by ${mention(incident.statusBy)}`;
  if (command.type === 'escalate' && isOpen(incident))
    throw new UserError(
      'mitigated',
      `Users no longer feel ${name}: it is ${status} (${since}), and its ladder calls nobody.`,
      'If they feel it again, set the status back first. One person can be paged all the same.',
      { offer: button('Page someone', 'open_page', incident) },
    );
  if (isOpen(incident))
    throw new UserError(
      'still-open',
      `${name} is not resolved yet: it is ${status} (${since}).`,
      notYet(command.type),
      command.type === 'reopen' ? {} : { offer: button('Resolve', 'open_resolve', incident) },
    );
  if (command.type === 'archiveChannel' && incident.status === 'resolved')
    throw new UserError(
      'not-closed',
      `${name} is ${status} (${since}), and people may still work in its channel.`,
      'Close it first; then the channel can be archived.',
      { offer: button('Close', 'close', incident) },
    );
  throw new UserError('not-open', `${name} is already ${status} (${since}).`, 'To work on it again, reopen it.', {
    offer: button('Reopen', 'reopen', incident),
  });
}

function notYet(type: CommandType): string {
  if (type === 'reopen') return 'There is nothing to reopen.';
  return type === 'close' ? 'To close it, resolve it first.' : 'This comes once it is resolved.';
}

function mergedAlready(incident: Incident, merged: NonNullable<Incident['merged']>, now: Date): UserError {
  const into = nameOf(merged.into);
  const undoable = now <= merged.undoUntil;
  return new UserError(
    'merged-already',
    `${nameOf(incident)} was merged into ${into} (${clockTime(merged.at)}, by ${mention(merged.by)}).`,
    undoable
      ? `Go on in ${into}, or undo the merge until ${clockTime(merged.undoUntil)}.`
      : `Go on in ${into}. If it is a problem of its own after all, reopen it.`,
    { offer: undoable ? button('Undo merge', 'undo_merge', incident) : button('Reopen', 'reopen', incident) },
  );
}

function button(label: string, action: string, incident: Incident): Offer {
  return { label, action, value: { incident: incident.id } };
}
