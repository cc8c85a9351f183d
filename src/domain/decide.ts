import type { Command } from './commands.ts';
import { type Decision, type Draft, draftOf } from './draft.ts';
import { refuseIllegal } from './legal.ts';
import type { Incident } from './incident.ts';
import type { Policy } from './policy.ts';
import { archiveChannel } from './decisions/archive-channel.ts';
import { keepChecklists, tickBoxes } from './decisions/checklists.ts';
import { channelBack, channelLost, channelOpened, channelRenamed } from './decisions/channel.ts';
import { cancel, close, reopen, resolve } from './decisions/ending.ts';
import { acknowledged } from './decisions/calling.ts';
import { escalate } from './decisions/escalate.ts';
import { pagePerson } from './decisions/page-person.ts';
import { changeSeverity } from './decisions/change-severity.ts';
import { changeStatus } from './decisions/change-status.ts';
import { finishFollowUp, keepDigests } from './decisions/digest.ts';
import { edit, linkRepeat } from './decisions/edit.ts';
import { confess } from './decisions/confess.ts';
import { follow, unfollow } from './decisions/follow.ts';
import { answerHandover, requestHandover } from './decisions/handover.ts';
import { audienceCounted, makePrivate } from './decisions/make-private.ts';
import { absorb, declineMerge, mergeInto } from './decisions/merge.ts';
import { release, undoMerge } from './decisions/undo-merge.ts';
import { memberJoined, memberLeft } from './decisions/members.ts';
import { correctMoment, draftAgain, effectFailed, join, postMortemDrafted, sign } from './decisions/record.ts';
import { editPinned, note, pinMessage, unpinMessage } from './decisions/notes.ts';
import { dropHandover, planHandover } from './decisions/plan-handover.ts';
import { postProblem, tickStep } from './decisions/problems.ts';
import { markSent, offerOutside } from './decisions/outside.ts';
import { park, wake } from './decisions/park.ts';
import { pagerSaid } from './decisions/pager-said.ts';
import { redact } from './decisions/redact.ts';
import { stepDown, takeRole } from './decisions/roles.ts';
import { startTask } from './decisions/start-task.ts';
import { addTask, changeTask, tickTask } from './decisions/tasks.ts';
import { here, settleLiveness } from './decisions/liveness.ts';
import { compareRunbook, replan } from './decisions/replan.ts';
import { effectMended } from './decisions/trouble.ts';
import { recordTicket } from './decisions/ticket.ts';
import { tick } from './decisions/tick.ts';
import { correctOwnMoment } from './decisions/own-moments.ts';
import { engage } from './decisions/engage.ts';
import { answerTriage } from './decisions/triage.ts';
import { setType } from './decisions/type.ts';
import { noChange, postUpdate, snooze } from './decisions/update.ts';

/**
 * The heart: what an incident becomes when something is asked of it at a time. Pure; throws a UserError for
 * what is not possible now. A decision without facts and effects changes nothing and need not be saved. `other` is the runbook
 * that a command of runbooks is about.
 */
export function decide(
  incident: Incident,
  command: Command,
  policy: Policy,
  now: Date,
  other: Policy | null = null,
): Decision {
  refuseIllegal(incident, command, policy, now);
  const draft = draftOf(incident, policy, now);
  if (command.type === 'replan') replan(draft, command, incident, other);
  else if (command.type === 'compareRunbook') compareRunbook(draft, incident, other);
  else apply(draft, command, incident);
  settleLiveness(draft, command);
  keepChecklists(draft, incident);
  offerOutside(draft, incident);
  keepDigests(draft, incident);
  return { incident: draft.incident, facts: draft.facts, effects: withoutRepeats(draft) };
}

type OfOneRunbook = Exclude<Command, { type: 'replan' | 'compareRunbook' }>;

function apply(draft: Draft, command: OfOneRunbook, before: Incident): void {
  switch (command.type) {
    case 'changeSeverity':
      return changeSeverity(draft, command, before);
    case 'changeStatus':
      return changeStatus(draft, command, before);
    case 'resolve':
      return resolve(draft, command);
    case 'close':
      return close(draft, command);
    case 'archiveChannel':
      return archiveChannel(draft, command);
    case 'reopen':
      return reopen(draft, command, before);
    case 'cancel':
      return cancel(draft, command);
    case 'mergeInto':
      return mergeInto(draft, command, before);
    case 'absorb':
      return absorb(draft, command);
    case 'undoMerge':
      return undoMerge(draft, command, before);
    case 'release':
      return release(draft, command);
    case 'declineMerge':
      return declineMerge(draft, command);
    case 'takeRole':
      return takeRole(draft, command, before);
    case 'stepDown':
      return stepDown(draft, command, before);
    case 'requestHandover':
      return requestHandover(draft, command);
    case 'planHandover':
      return planHandover(draft, command);
    case 'dropHandover':
      return dropHandover(draft, command);
    case 'answerHandover':
      return answerHandover(draft, command, before);
    case 'postUpdate':
      return postUpdate(draft, command);
    case 'noChange':
      return noChange(draft, command);
    case 'snooze':
      return snooze(draft, command);
    case 'park':
      return park(draft, command, before);
    case 'wake':
      return wake(draft, command);
    case 'acknowledge':
      return acknowledged(draft, command);
    case 'here':
      return here(draft, command);
    case 'escalate':
      return escalate(draft, command);
    case 'page':
      return pagePerson(draft, command);
    case 'pageAnswered':
    case 'rang':
    case 'ringDelayed':
    case 'pageAttached':
    case 'pagerChanged':
      return pagerSaid(draft, command);
    case 'note':
      return note(draft, command);
    case 'pinMessage':
      return pinMessage(draft, command);
    case 'editPinned':
      return editPinned(draft, command);
    case 'unpinMessage':
      return unpinMessage(draft, command);
    case 'correctMoment':
      return correctMoment(draft, command, before);
    case 'edit':
      return edit(draft, command, before);
    case 'linkRepeat':
      return linkRepeat(draft, command);
    case 'tickBoxes':
      return tickBoxes(draft, command);
    case 'markSent':
      return markSent(draft, command);
    case 'finishFollowUp':
      return finishFollowUp(draft, command);
    case 'addTask':
      return addTask(draft, command);
    case 'changeTask':
      return changeTask(draft, command);
    case 'startTask':
      return startTask(draft, command);
    case 'tickTask':
      return tickTask(draft, command);
    case 'correctOwnMoment':
      return correctOwnMoment(draft, command);
    case 'engage':
      return engage(draft, command);
    case 'answerTriage':
      return answerTriage(draft, command);
    case 'setType':
      return setType(draft, command);
    case 'recordTicket':
      return recordTicket(draft, command);
    case 'postProblem':
      return postProblem(draft, command);
    case 'tickStep':
      return tickStep(draft, command);
    case 'redact':
      return redact(draft, command);
    case 'regeneratePostMortem':
      return draftAgain(draft, command);
    case 'postMortemDrafted':
      return postMortemDrafted(draft, command);
    case 'makePrivate':
      return makePrivate(draft, command, before);
    case 'follow':
      return follow(draft, command);
    case 'unfollow':
      return unfollow(draft, command.by);
    case 'followerLost':
      return unfollow(draft, command.user);
    case 'join':
      return join(draft, command);
    case 'sign':
      return sign(draft, command);
    case 'tick':
      return tick(draft, command.zones);
    case 'confess':
      return confess(draft, command);
    case 'channelOpened':
      return channelOpened(draft, command);
    case 'audienceCounted':
      return audienceCounted(draft, command);
    case 'channelRenamed':
      return channelRenamed(draft, command);
    case 'channelLost':
      return channelLost(draft, command);
    case 'channelBack':
      return channelBack(draft);
    case 'memberJoined':
      return memberJoined(draft, command);
    case 'memberLeft':
      return memberLeft(draft, command);
    case 'effectMended':
      return effectMended(draft, command);
    case 'effectFailed':
      return effectFailed(draft, command);
  }
}

// Several parts of one decision may each want the headline refreshed: once is enough.
function withoutRepeats(draft: Draft): Draft['effects'] {
  const seen = new Set<string>();
  return draft.effects.filter(({ effect }) => {
    if (effect.type !== 'refresh' && effect.type !== 'setTopic') return true;
    const key = effect.type === 'refresh' ? `refresh ${effect.target}` : effect.type;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
