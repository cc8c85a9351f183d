import type { Permission } from '../domain/policy.ts';
import { actions, modals, shortcuts, type subcommands } from './ids.ts';

/**
 * What a row of the route table needs, as far as it is known before anything is looked up. `form`: it opens a form (a
 * command only when it is typed alone), which must not wait for Slack.
 */
export type Need = { permission: Permission; form: boolean };

const does = (permission: Permission): Need => ({ permission, form: false });
const opens = (permission: Permission): Need => ({ permission, form: true });

type Values<Ids> = Ids[keyof Ids];

/** What each subcommand needs. */
export const commandNeeds: Record<(typeof subcommands)[number], Need> = {
  declare: opens('declare'),
  drill: opens('declare'),
  backfill: opens('declare'),
  list: does('see'),
  status: does('see'),
  take: does('take'),
  role: opens('take'),
  handover: opens('take'),
  stepdown: does('respond'),
  ack: does('respond'),
  here: does('respond'),
  escalate: does('page'),
  page: opens('page'),
  oncall: does('see'),
  update: opens('respond'),
  severity: opens('respond'),
  park: opens('respond'),
  wake: does('respond'),
  note: opens('respond'),
  timeline: does('see'),
  moment: opens('respond'),
  edit: opens('respond'),
  repeat: does('respond'),
  task: does('respond'),
  checklist: does('see'),
  runbook: does('see'),
  send: does('see'),
  redact: does('redact'),
  action: does('respond'),
  monitor: does('respond'),
  resolve: opens('resolve'),
  close: does('resolve'),
  reopen: does('respond'),
  cancel: opens('resolve'),
  merge: opens('respond'),
  postmortem: does('respond'),
  'make-private': does('respond'),
  catchup: does('see'),
  follow: does('see'),
  unfollow: does('see'),
  contacts: does('see'),
  engage: opens('page'),
  triage: opens('respond'),
  type: opens('respond'),
  ticket: opens('respond'),
  replan: does('respond'),
  takeover: does('take'),
  accept: does('take'),
  decline: does('take'),
  nochange: does('respond'),
  snooze: does('respond'),
  join: does('see'),
  help: does('see'),
};

/** What each button needs. */
export const actionNeeds: Record<Values<typeof actions>, Need> = {
  [actions.takeRole]: does('take'),
  [actions.takeOver]: does('take'),
  [actions.stepDown]: does('respond'),
  [actions.openHandover]: opens('take'),
  [actions.acceptHandover]: does('take'),
  [actions.declineHandover]: does('take'),
  [actions.openUpdate]: opens('respond'),
  [actions.noChange]: does('respond'),
  [actions.snooze]: does('respond'),
  [actions.showOncall]: does('see'),
  [actions.dropHandover]: does('take'),
  [actions.openPark]: opens('respond'),
  [actions.wake]: does('respond'),
  [actions.acknowledge]: does('respond'),
  [actions.here]: does('respond'),
  [actions.escalate]: does('page'),
  [actions.openPage]: opens('page'),
  [actions.pageAlternate]: does('page'),
  [actions.pageAnyway]: does('page'),
  [actions.openSeverity]: opens('respond'),
  [actions.openRole]: opens('take'),
  [actions.monitor]: does('respond'),
  [actions.openResolve]: opens('resolve'),
  [actions.openCancel]: opens('resolve'),
  [actions.close]: does('resolve'),
  [actions.archive]: does('resolve'),
  [actions.reopen]: does('respond'),
  [actions.merge]: does('respond'),
  [actions.declineMerge]: does('respond'),
  [actions.undoMerge]: does('respond'),
  [actions.openMerge]: opens('respond'),
  [actions.join]: does('see'),
  [actions.follow]: does('see'),
  [actions.unfollow]: does('see'),
  [actions.retry]: does('respond'),
  [actions.showPanel]: does('see'),
  [actions.showTimeline]: does('see'),
  [actions.openDeclare]: opens('declare'),
  [actions.openMoment]: opens('respond'),
  [actions.openBackfill]: opens('declare'),
  [actions.openEdit]: opens('respond'),
  [actions.openNote]: opens('respond'),
  [actions.tickBoxes]: does('respond'),
  [actions.showChecklists]: does('see'),
  [actions.markSent]: does('respond'),
  [actions.showOutside]: does('see'),
  [actions.finishFollowUp]: does('respond'),
  [actions.catchUp]: does('see'),
  [actions.redact]: does('redact'),
  [actions.openRedact]: opens('redact'),
  [actions.openTask]: opens('respond'),
  [actions.openTaskChange]: opens('respond'),
  [actions.startTask]: does('respond'),
  [actions.reviewed]: does('respond'),
  [actions.snoozeReview]: does('respond'),
  [actions.undoReview]: does('respond'),
  [actions.tickTask]: does('respond'),
  [actions.showTasks]: does('see'),
  [actions.showRunbook]: does('see'),
  [actions.postProblem]: does('respond'),
  [actions.showProblem]: does('see'),
  [actions.listProblems]: does('see'),
  [actions.tickStep]: does('respond'),
  [actions.writePostMortem]: does('respond'),
  [actions.makePrivate]: does('respond'),
  [actions.showContacts]: does('see'),
  [actions.openTriage]: opens('respond'),
  [actions.openType]: opens('respond'),
  [actions.openTicket]: opens('respond'),
  [actions.dropTicket]: does('respond'),
  [actions.replan]: does('respond'),
};

/** What each submitted form needs. */
export const modalNeeds: Record<Values<typeof modals>, Need> = {
  [modals.declare]: does('declare'),
  [modals.update]: does('respond'),
  [modals.noChange]: does('respond'),
  [modals.severity]: does('respond'),
  [modals.role]: does('take'),
  [modals.handover]: does('take'),
  [modals.page]: does('page'),
  [modals.resolve]: does('resolve'),
  [modals.cancel]: does('resolve'),
  [modals.merge]: does('respond'),
  [modals.moment]: does('respond'),
  [modals.note]: does('respond'),
  [modals.backfill]: does('declare'),
  [modals.edit]: does('respond'),
  [modals.park]: does('respond'),
  [modals.redact]: does('redact'),
  [modals.task]: does('respond'),
  [modals.taskChange]: does('respond'),
  [modals.triage]: does('respond'),
  [modals.type]: does('respond'),
  [modals.ticket]: does('respond'),
};

/** What each shortcut needs. */
export const shortcutNeeds: Record<Values<typeof shortcuts>, Need> = {
  [shortcuts.declareFromMessage]: opens('declare'),
  [shortcuts.declareAnywhere]: opens('declare'),
  [shortcuts.addToTimeline]: does('respond'),
};

/** What something needs that no row answers: nobody is told even that who may do nothing. */
export const seeing = does('see');

/** The need of an id, or `seeing` for one that is of another version; `constructor` is none, though every object has it. */
export function needOf(needs: Readonly<Record<string, Need>>, id: string): Need {
  return (Object.hasOwn(needs, id) ? needs[id] : undefined) ?? seeing;
}
