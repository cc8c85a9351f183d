import { commandRoutes } from './command-routes.ts';
import { actions, modals, shortcuts } from './ids.ts';
import { archiveByButton } from './listeners/archive.ts';
import { onArchived, onDeleted, onMemberJoined, onMemberLeft, onRenamed, onUnarchived } from './listeners/channels.ts';
import { checklistsByButton, tickBoxes } from './listeners/checklists.ts';
import { catchUpByButton } from './listeners/catch-up.ts';
import {
  checkDeclaration,
  declareAnywhere,
  declareFromMessage,
  openDeclareForm,
  submitDeclaration,
} from './listeners/declare.ts';
import {
  closeByButton,
  openCancelForm,
  openResolveForm,
  postMortemByButton,
  reopenByButton,
  submitCancel,
  submitResolve,
} from './listeners/ending.ts';
import { contactsByButton } from './listeners/contacts.ts';
import { acknowledgeByButton, escalateByButton } from './listeners/escalation.ts';
import { checkPage, openPageForm, pageDecided, submitPage } from './listeners/paging.ts';
import { followByButton, unfollowByButton } from './listeners/follow.ts';
import { finishFollowUp } from './listeners/follow-ups.ts';
import { checkBackfill, openBackfillForm, submitBackfill } from './listeners/backfill.ts';
import { checkEdit, openEditForm, submitEdit } from './listeners/edit.ts';
import { hereByButton } from './listeners/liveness.ts';
import { makePrivateByButton } from './listeners/make-private.ts';
import { onHomeOpened } from './listeners/home.ts';
import { answerHandover, dropHandoverByButton, openHandoverForm, submitHandover } from './listeners/handovers.ts';
import {
  checkMerge,
  declineMerge,
  mergeByButton,
  openMergeForm,
  submitMerge,
  undoMergeByButton,
} from './listeners/merge.ts';
import { onMessage } from './listeners/messages.ts';
import { showOncall } from './listeners/oncall.ts';
import { joinByButton, showPanelByButton } from './listeners/panel.ts';
import { markSentByButton, outsideByButton } from './listeners/outside.ts';
import { openParkForm, submitPark, wakeByButton } from './listeners/park.ts';
import { addToTimeline, onReactionAdded, onReactionRemoved } from './listeners/pins.ts';
import { checkRedact, openRedactForm, redactByButton, submitRedact } from './listeners/redact.ts';
import { replanByButton } from './listeners/replan.ts';
import { retry } from './listeners/retry.ts';
import { listProblems, postProblemByButton, runbookByButton, showProblem, tickStep } from './listeners/runbook.ts';
import { openRoleForm, stepDownByButton, submitRole, takeByButton, takeOverByButton } from './listeners/roles.ts';
import { openSeverityForm, submitSeverity } from './listeners/severity.ts';
import { monitorByButton } from './listeners/status.ts';
import {
  checkChange,
  checkTask,
  openChangeForm,
  openTaskForm,
  startTask,
  submitChange,
  submitTask,
  tasksByButton,
  tickTask,
} from './listeners/tasks.ts';
import {
  checkMoment,
  openMomentForm,
  openNoteForm,
  submitMoment,
  submitNote,
  timelineByButton,
} from './listeners/timeline.ts';
import { dropTicketByButton, openTicketForm, submitTicket } from './listeners/ticket.ts';
import { onTokensRevoked } from './listeners/tokens.ts';
import { openTriageForm, openTypeForm, submitTriage, submitType } from './listeners/triage.ts';
import { reviewedByButton, snoozeReviewByButton, undoReviewByButton } from './listeners/upkeep.ts';
import { checkUpdate, noChange, openUpdateForm, snooze, submitNoChange, submitUpdate } from './listeners/updates.ts';
import type { Route } from './route.ts';

/** Everything that Slack can ask of Muster, and who answers. */
export const routes: readonly Route[] = [
  ...commandRoutes,

  { kind: 'action', id: actions.openDeclare, handler: openDeclareForm },
  { kind: 'action', id: actions.join, handler: joinByButton },
  { kind: 'action', id: actions.follow, handler: followByButton },
  { kind: 'action', id: actions.unfollow, handler: unfollowByButton },
  { kind: 'action', id: actions.showPanel, handler: showPanelByButton },
  { kind: 'action', id: actions.retry, handler: retry },
  { kind: 'action', id: actions.takeRole, handler: takeByButton },
  { kind: 'action', id: actions.takeOver, handler: takeOverByButton },
  { kind: 'action', id: actions.stepDown, handler: stepDownByButton },
  { kind: 'action', id: actions.openRole, handler: openRoleForm },
  { kind: 'action', id: actions.openHandover, handler: openHandoverForm },
  { kind: 'action', id: actions.dropHandover, handler: dropHandoverByButton },
  { kind: 'action', id: actions.acceptHandover, handler: (ctx, call) => answerHandover(ctx, call, true) },
  { kind: 'action', id: actions.declineHandover, handler: (ctx, call) => answerHandover(ctx, call, false) },
  { kind: 'action', id: actions.acknowledge, handler: acknowledgeByButton },
  { kind: 'action', id: actions.here, handler: hereByButton },
  { kind: 'action', id: actions.escalate, handler: escalateByButton },
  { kind: 'action', id: actions.openPage, handler: openPageForm },
  { kind: 'action', id: actions.pageAlternate, handler: pageDecided },
  { kind: 'action', id: actions.pageAnyway, handler: pageDecided },
  { kind: 'action', id: actions.openUpdate, handler: openUpdateForm },
  { kind: 'action', id: actions.noChange, handler: noChange },
  { kind: 'action', id: actions.snooze, handler: snooze },
  { kind: 'action', id: actions.openPark, handler: openParkForm },
  { kind: 'action', id: actions.wake, handler: wakeByButton },
  { kind: 'action', id: actions.openSeverity, handler: openSeverityForm },
  { kind: 'action', id: actions.monitor, handler: monitorByButton },
  { kind: 'action', id: actions.showOncall, handler: showOncall },
  { kind: 'action', id: actions.showTimeline, handler: timelineByButton },
  { kind: 'action', id: actions.catchUp, handler: catchUpByButton },
  { kind: 'action', id: actions.openNote, handler: openNoteForm },
  { kind: 'action', id: actions.openMoment, handler: openMomentForm },
  { kind: 'action', id: actions.openResolve, handler: openResolveForm },
  { kind: 'action', id: actions.openCancel, handler: openCancelForm },
  { kind: 'action', id: actions.close, handler: closeByButton },
  { kind: 'action', id: actions.archive, handler: archiveByButton },
  { kind: 'action', id: actions.reopen, handler: reopenByButton },
  { kind: 'action', id: actions.openBackfill, handler: openBackfillForm },
  { kind: 'action', id: actions.openEdit, handler: openEditForm },
  { kind: 'action', id: actions.merge, handler: mergeByButton },
  { kind: 'action', id: actions.declineMerge, handler: declineMerge },
  { kind: 'action', id: actions.undoMerge, handler: undoMergeByButton },
  { kind: 'action', id: actions.openMerge, handler: openMergeForm },
  { kind: 'action', id: actions.tickBoxes, handler: tickBoxes },
  { kind: 'action', id: actions.showChecklists, handler: checklistsByButton },
  { kind: 'action', id: actions.markSent, handler: markSentByButton },
  { kind: 'action', id: actions.showOutside, handler: outsideByButton },
  { kind: 'action', id: actions.finishFollowUp, handler: finishFollowUp },
  { kind: 'action', id: actions.redact, handler: redactByButton },
  { kind: 'action', id: actions.openRedact, handler: openRedactForm },
  { kind: 'action', id: actions.openTask, handler: openTaskForm },
  { kind: 'action', id: actions.openTaskChange, handler: openChangeForm },
  { kind: 'action', id: actions.startTask, handler: startTask },
  { kind: 'action', id: actions.reviewed, handler: reviewedByButton },
  { kind: 'action', id: actions.snoozeReview, handler: snoozeReviewByButton },
  { kind: 'action', id: actions.undoReview, handler: undoReviewByButton },
  { kind: 'action', id: actions.tickTask, handler: tickTask },
  { kind: 'action', id: actions.showTasks, handler: tasksByButton },
  { kind: 'action', id: actions.showRunbook, handler: runbookByButton },
  { kind: 'action', id: actions.postProblem, handler: postProblemByButton },
  { kind: 'action', id: actions.showProblem, handler: showProblem },
  { kind: 'action', id: actions.listProblems, handler: listProblems },
  { kind: 'action', id: actions.tickStep, handler: tickStep },
  { kind: 'action', id: actions.writePostMortem, handler: postMortemByButton },
  { kind: 'action', id: actions.makePrivate, handler: makePrivateByButton },
  { kind: 'action', id: actions.showContacts, handler: contactsByButton },
  { kind: 'action', id: actions.openTriage, handler: openTriageForm },
  { kind: 'action', id: actions.openType, handler: openTypeForm },
  { kind: 'action', id: actions.openTicket, handler: openTicketForm },
  { kind: 'action', id: actions.dropTicket, handler: dropTicketByButton },
  { kind: 'action', id: actions.replan, handler: replanByButton },

  { kind: 'modal', id: modals.declare, check: checkDeclaration, handler: submitDeclaration },
  { kind: 'modal', id: modals.update, check: checkUpdate, handler: submitUpdate },
  { kind: 'modal', id: modals.noChange, handler: submitNoChange },
  { kind: 'modal', id: modals.park, handler: submitPark },
  { kind: 'modal', id: modals.severity, handler: submitSeverity },
  { kind: 'modal', id: modals.role, handler: submitRole },
  { kind: 'modal', id: modals.handover, handler: submitHandover },
  { kind: 'modal', id: modals.page, check: checkPage, handler: submitPage },
  { kind: 'modal', id: modals.resolve, handler: submitResolve },
  { kind: 'modal', id: modals.cancel, handler: submitCancel },
  { kind: 'modal', id: modals.merge, check: checkMerge, handler: submitMerge },
  { kind: 'modal', id: modals.moment, check: checkMoment, handler: submitMoment },
  { kind: 'modal', id: modals.backfill, check: checkBackfill, handler: submitBackfill },
  { kind: 'modal', id: modals.edit, check: checkEdit, handler: submitEdit },
  { kind: 'modal', id: modals.note, handler: submitNote },

  { kind: 'modal', id: modals.redact, check: checkRedact, handler: submitRedact },
  { kind: 'modal', id: modals.task, check: checkTask, handler: submitTask },
  { kind: 'modal', id: modals.taskChange, check: checkChange, handler: submitChange },
  { kind: 'modal', id: modals.triage, handler: submitTriage },
  { kind: 'modal', id: modals.type, handler: submitType },
  { kind: 'modal', id: modals.ticket, handler: submitTicket },

  { kind: 'shortcut', id: shortcuts.declareFromMessage, type: 'message', handler: declareFromMessage },
  { kind: 'shortcut', id: shortcuts.declareAnywhere, type: 'global', handler: declareAnywhere },
  { kind: 'shortcut', id: shortcuts.addToTimeline, type: 'message', handler: addToTimeline },

  { kind: 'event', name: 'app_home_opened', handler: onHomeOpened },
  { kind: 'event', name: 'message', subscriptions: ['message.channels', 'message.groups'], handler: onMessage },
  { kind: 'event', name: 'reaction_added', handler: onReactionAdded },
  { kind: 'event', name: 'reaction_removed', handler: onReactionRemoved },
  { kind: 'event', name: 'member_joined_channel', handler: onMemberJoined },
  { kind: 'event', name: 'member_left_channel', handler: onMemberLeft },
  { kind: 'event', name: 'channel_rename', handler: onRenamed },
  { kind: 'event', name: 'channel_archive', handler: onArchived },
  { kind: 'event', name: 'channel_unarchive', handler: onUnarchived },
  { kind: 'event', name: 'channel_deleted', handler: onDeleted },
  { kind: 'event', name: 'group_rename', handler: onRenamed },
  { kind: 'event', name: 'group_archive', handler: onArchived },
  { kind: 'event', name: 'group_unarchive', handler: onUnarchived },
  { kind: 'event', name: 'group_deleted', handler: onDeleted },
  { kind: 'event', name: 'tokens_revoked', handler: onTokensRevoked },
];
