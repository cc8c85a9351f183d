import { actions } from '../ids.ts';

type Value = Record<string, string>;
type Typed =
  /** What can be typed instead; `tell` only where an answer would be a dead end without it. */
  | { type: (value: Value) => string; tell?: boolean }
  /** Why there are no words for it. */
  | { none: string };

const typed = (words: string): Typed => ({ type: () => words });
const needed = (type: (value: Value) => string): Typed => ({ type, tell: true });
const none = (why: string): Typed => ({ none: why });

const inSlack = 'what it does is only of use in Slack';
const boxes = 'boxes are ticked where the list is read: in Slack';

/** For every button the words that do the same, or why there are none. The compiler asks for those of a new button. */
export const wordsOfButtons: Record<(typeof actions)[keyof typeof actions], Typed> = {
  [actions.takeRole]: needed(({ role }) => `take ${role ?? ''}`.trim()),
  [actions.takeOver]: needed(({ role }) => `takeover ${role ?? ''}`.trim()),
  [actions.stepDown]: typed('stepdown [role]'),
  [actions.openHandover]: typed('handover @person [at 18:00]'),
  [actions.acceptHandover]: typed('accept'),
  [actions.declineHandover]: typed('decline'),
  [actions.dropHandover]: typed('handover cancel [role]'),
  [actions.openUpdate]: typed('update text'),
  [actions.noChange]: typed('nochange [sentence]'),
  [actions.snooze]: typed('snooze 15'),
  [actions.openPark]: typed('park until tomorrow 09:00'),
  [actions.wake]: typed('wake'),
  [actions.acknowledge]: typed('ack'),
  [actions.here]: typed('here'),
  [actions.escalate]: typed('escalate'),
  [actions.openPage]: typed('page @person [why]'),
  [actions.pageAlternate]: needed(({ user }) => `page @${user ?? 'person'} anyway`),
  [actions.pageAnyway]: needed(({ user }) => `page @${user ?? 'person'} anyway`),
  [actions.openSeverity]: typed('severity P0 [why]'),
  [actions.openRole]: typed('role [role] @person'),
  [actions.monitor]: typed('monitor [why]'),
  [actions.openResolve]: typed('resolve what fixed it'),
  [actions.openCancel]: typed('cancel why'),
  [actions.close]: typed('close'),
  [actions.archive]: none(inSlack),
  [actions.reopen]: typed('reopen [why]'),
  [actions.join]: typed('join INC-42'),
  [actions.merge]: typed('merge INC-42 INC-41'),
  [actions.declineMerge]: none('an offer to merge that nobody takes does nothing'),
  [actions.undoMerge]: needed(() => 'merge undo'),
  [actions.openMerge]: typed('merge INC-42 INC-41'),
  [actions.follow]: typed('follow'),
  [actions.unfollow]: typed('unfollow'),
  [actions.retry]: none('what waits for Slack is tried by itself'),
  [actions.showPanel]: typed('status INC-42'),
  [actions.showOncall]: typed('oncall'),
  [actions.showTimeline]: typed('timeline [page]'),
  [actions.catchUp]: typed('catchup'),
  [actions.openDeclare]: typed('declare [severity] title'),
  [actions.openMoment]: typed('moment detected 02:48'),
  [actions.openNote]: typed('note text'),
  [actions.openBackfill]: typed('backfill P2 mail was late from yesterday 02:48 to 04:10'),
  [actions.openEdit]: typed('edit title text'),
  [actions.tickBoxes]: none(boxes),
  [actions.showChecklists]: typed('checklist [name]'),
  [actions.markSent]: none('it is ticked beside the text, in Slack'),
  [actions.showOutside]: typed('send [name]'),
  [actions.finishFollowUp]: none('it is due in days'),
  [actions.openTask]: typed('task [@owner] text [by 15:00]'),
  [actions.openTaskChange]: typed('task T1 @owner'),
  [actions.startTask]: typed('task T1 start'),
  [actions.tickTask]: typed('task T1 done'),
  [actions.showTasks]: typed('task'),
  [actions.reviewed]: typed('runbook reviewed'),
  [actions.snoozeReview]: none('it is due in days'),
  [actions.undoReview]: none('it is due in days'),
  [actions.showRunbook]: typed('runbook [words]'),
  [actions.postProblem]: none('it puts boxes into the channel; `runbook words` shows the steps'),
  [actions.showProblem]: typed('runbook words'),
  [actions.listProblems]: typed('runbook'),
  [actions.tickStep]: none(boxes),
  [actions.redact]: needed(({ entry }) => `redact ${entry ?? '17'} confirm`),
  [actions.openRedact]: typed('redact 17 [why]'),
  [actions.writePostMortem]: typed('postmortem'),
  [actions.makePrivate]: typed('make-private [why]'),
  [actions.showContacts]: typed('contacts'),
  [actions.openTriage]: typed('triage question answer'),
  [actions.openType]: typed('type database'),
  [actions.openTicket]: typed('ticket OPS-123'),
  [actions.dropTicket]: typed('ticket none'),
  [actions.replan]: typed('replan [undo]'),
};

const byId: Readonly<Record<string, Typed>> = wordsOfButtons;

/** What to type instead of pressing a button; null where there are no words for it. */
export function wordsOf(action: string, value: Value): string | null {
  const words = byId[action];
  return words !== undefined && 'type' in words ? words.type(value) : null;
}

/** The same where an answer would be a dead end without the button; null for all others. */
export function wordsNeeded(action: string, value: Value): string | null {
  const words = byId[action];
  return words !== undefined && 'type' in words && words.tell === true ? words.type(value) : null;
}
