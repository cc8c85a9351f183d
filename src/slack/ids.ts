import { z } from 'zod';

/**
 * Every action_id and callback_id that Muster puts into a message or a view. An action_id may carry a
 * variant behind a colon (`snooze:5`), because it must be unique within its block; the route is the part
 * before it. register.ts has a row for each, and a test holds the two together.
 */
export const actions = {
  takeRole: 'take_role',
  takeOver: 'take_over',
  stepDown: 'step_down',
  openHandover: 'open_handover',
  acceptHandover: 'accept_handover',
  dropHandover: 'drop_handover',
  declineHandover: 'decline_handover',
  openUpdate: 'open_update',
  noChange: 'no_change',
  snooze: 'snooze',
  openPark: 'open_park',
  wake: 'wake',
  acknowledge: 'acknowledge',
  here: 'here',
  escalate: 'escalate',
  openPage: 'open_page',
  pageAlternate: 'page_alternate',
  pageAnyway: 'page_anyway',
  openSeverity: 'open_severity',
  openRole: 'open_role',
  monitor: 'monitor',
  openResolve: 'open_resolve',
  openCancel: 'open_cancel',
  close: 'close',
  archive: 'archive',
  reopen: 'reopen',
  join: 'join',
  merge: 'merge',
  declineMerge: 'decline_merge',
  undoMerge: 'undo_merge',
  openMerge: 'open_merge',
  follow: 'follow',
  unfollow: 'unfollow',
  retry: 'retry',
  showPanel: 'show_panel',
  showOncall: 'show_oncall',
  showTimeline: 'show_timeline',
  catchUp: 'catch_up',
  openDeclare: 'open_declare',
  openMoment: 'open_moment',
  openNote: 'open_note',
  openBackfill: 'open_backfill',
  openEdit: 'open_edit',
  tickBoxes: 'tick_boxes',
  showChecklists: 'show_checklists',
  markSent: 'mark_sent',
  showOutside: 'show_outside',
  finishFollowUp: 'finish_follow_up',
  openTask: 'open_task',
  openTaskChange: 'open_task_change',
  startTask: 'start_task',
  reviewed: 'reviewed',
  snoozeReview: 'snooze_review',
  undoReview: 'undo_review',
  tickTask: 'tick_task',
  showTasks: 'show_tasks',
  showRunbook: 'show_runbook',
  postProblem: 'post_problem',
  showProblem: 'show_problem',
  listProblems: 'list_problems',
  tickStep: 'tick_step',
  redact: 'redact',
  openRedact: 'open_redact',
  writePostMortem: 'write_post_mortem',
  makePrivate: 'make_private',
  showContacts: 'show_contacts',
  openTriage: 'open_triage',
  openType: 'open_type',
  openTicket: 'open_ticket',
  dropTicket: 'drop_ticket',
  replan: 'replan',
} as const;

/** Callback ids of the modals. */
export const modals = {
  declare: 'declare',
  update: 'update',
  noChange: 'no_change',
  severity: 'severity',
  role: 'role',
  handover: 'handover',
  page: 'page',
  park: 'park',
  resolve: 'resolve',
  cancel: 'cancel',
  merge: 'merge',
  moment: 'moment',
  edit: 'edit',
  backfill: 'backfill',
  note: 'note',
  redact: 'redact',
  task: 'task',
  taskChange: 'task_change',
  triage: 'triage',
  type: 'type',
  ticket: 'ticket',
} as const;

/** Callback ids of the shortcuts; manifest.yaml names the same. */
export const shortcuts = {
  declareFromMessage: 'declare_from_message',
  declareAnywhere: 'declare_anywhere',
  addToTimeline: 'add_to_timeline',
} as const;

/** Every subcommand by its first name; the route table says what each does. */
export const subcommands = [
  'declare',
  'drill',
  'backfill',
  'list',
  'status',
  'take',
  'role',
  'handover',
  'oncall',
  'stepdown',
  'ack',
  'here',
  'escalate',
  'page',
  'update',
  'park',
  'wake',
  'severity',
  'note',
  'timeline',
  'follow',
  'unfollow',
  'catchup',
  'moment',
  'edit',
  'repeat',
  'task',
  'checklist',
  'redact',
  'runbook',
  'send',
  'action',
  'monitor',
  'resolve',
  'close',
  'reopen',
  'cancel',
  'merge',
  'postmortem',
  'make-private',
  'contacts',
  'engage',
  'triage',
  'type',
  'ticket',
  'replan',
  'takeover',
  'accept',
  'decline',
  'nochange',
  'snooze',
  'join',
  'help',
] as const;

const valueSchema = z.record(z.string(), z.string());

/**
 * What a button knows, as its `value` (2,000 characters at most). Keys: `incident` (its id) always; `number` ("42") and
 * `severity` where a form opens, so that it needs no query; `role`; `request` (id of a handover's message); `minutes`
 * (snooze); `key` and `offer` of a text for outside, `only` where one is shown; `effect` (retry); `page` (timeline, lists); `item` and `done` ("yes" or "no") of what is due afterwards; `list`,
 * `was` (which boxes of the group were ticked when it was drawn), `from` and `revision` of a checklist, `name` of the one that is shown; `entry` of the timeline and `why` it is redacted; `task` (T1, A1) and `kind` of what is to do; `into` (the
 * other incident of a merge); `user` to be paged, `instead` of whom, `asked` (when the button was shown), `expert` and `person` of the policy; `to` ("before") and `from` (short hash) of a re-plan; `review` (when the runbook was read) of one that is taken back; `problem` (its file's name, or R1 where it is posted), `step` of it;
 * `here` (the answer is replaced, because one person sees it; `one` or `all` checklists).
 */
export function encodeValue(value: Record<string, string>): string {
  return JSON.stringify(value);
}

/** What a button knew. Empty for a value that Muster did not write. */
export function decodeValue(text: string | undefined): Record<string, string> {
  if (text === undefined) return {};
  try {
    return valueSchema.parse(JSON.parse(text));
  } catch {
    return {};
  }
}
