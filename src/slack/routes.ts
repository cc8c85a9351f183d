import type { Ctx } from '../context.ts';
import type { CommandCall } from './calls.ts';
import { actions, modals, shortcuts } from './ids.ts';
import { onArchived, onDeleted, onMemberJoined, onMemberLeft, onRenamed, onUnarchived } from './listeners/channels.ts';
import {
  checkDeclaration,
  declareAnywhere,
  declareByCommand,
  declareDrill,
  declareFromMessage,
  openDeclareForm,
  submitDeclaration,
} from './listeners/declare.ts';
import {
  cancelByCommand,
  closeByButton,
  closeByCommand,
  openCancelForm,
  openResolveForm,
  postMortemByButton,
  postMortemByCommand,
  reopenByButton,
  reopenByCommand,
  resolveByCommand,
  submitCancel,
  submitResolve,
  tickClosing,
} from './listeners/ending.ts';
import {
  acknowledgeByButton,
  acknowledgeByCommand,
  escalateByButton,
  escalateByCommand,
  openPageForm,
  pageByCommand,
  submitPage,
} from './listeners/escalation.ts';
import { onMessage } from './listeners/messages.ts';
import { join, showList, showPanelByButton, showPanelOrHelp } from './listeners/panel.ts';
import { addToTimeline, onReactionAdded, onReactionRemoved } from './listeners/pins.ts';
import { retry } from './listeners/retry.ts';
import {
  answerHandover,
  handoverByCommand,
  openHandoverForm,
  openRoleForm,
  roleByCommand,
  stepDownByButton,
  stepDownByCommand,
  submitHandover,
  submitRole,
  takeByButton,
  takeByCommand,
  takeOverByButton,
} from './listeners/roles.ts';
import { openSeverityForm, severityByCommand, submitSeverity } from './listeners/severity.ts';
import { monitorByButton, monitorByCommand, statusByCommand } from './listeners/status.ts';
import {
  checkMoment,
  momentByCommand,
  noteByCommand,
  openMomentForm,
  openNoteForm,
  submitMoment,
  submitNote,
  timelineByButton,
  timelineByCommand,
} from './listeners/timeline.ts';
import { onTokensRevoked } from './listeners/tokens.ts';
import {
  checkUpdate,
  noChange,
  openUpdateForm,
  snooze,
  submitNoChange,
  submitUpdate,
  updateByCommand,
} from './listeners/updates.ts';
import type { CommandRoute, Route } from './route.ts';
import { renderHelp } from './views/ephemeral/help.ts';

const command = (
  name: string,
  usage: string,
  help: string,
  handler: CommandRoute['handler'],
  aliases: string[] = [],
) => ({ kind: 'command' as const, name, usage, help, handler, aliases });

/** What can be typed behind the slash command, in the order of the help. */
export const commandRoutes: readonly CommandRoute[] = [
  ...inGroup('Begin', [
    command(
      'declare',
      'declare [severity] [title]',
      'declares an incident; alone it opens the form',
      declareByCommand,
      ['create', 'new', 'open'],
    ),
    command('drill', 'drill [severity] [title]', 'declares an exercise: nobody is paged', declareDrill),
    command('list', 'list', 'shows what is open', (ctx, call) => showList(ctx, call), ['ls']),
    command('status', 'status [identified]', 'shows how things stand, or sets the status', statusByCommand),
  ]),
  ...inGroup('People', [
    command('take', 'take [role]', 'takes a role; command unless you name one', takeByCommand),
    command('role', 'role [role] [@person]', 'gives a role to somebody, who is asked first', roleByCommand, ['assign']),
    command('handover', 'handover [@person] [role]', 'asks somebody to take over from you', handoverByCommand),
    command('stepdown', 'stepdown [role]', 'gives up your role', stepDownByCommand),
    command('ack', 'ack', 'answers a call: you are on it', acknowledgeByCommand, ['acknowledge']),
    command('escalate', 'escalate', 'calls the next person on the ladder now', escalateByCommand),
    command('page', 'page @person [why]', 'reaches one person now', pageByCommand),
  ]),
  ...inGroup('Rhythm and record', [
    command('update', 'update [text]', 'posts a numbered update', updateByCommand),
    command('severity', 'severity P0 [why]', 'changes the severity', severityByCommand, ['sev']),
    command('note', 'note [text]', 'puts a note on the timeline', noteByCommand),
    command('timeline', 'timeline [page]', 'shows what happened', timelineByCommand),
    command('moment', 'moment detected 02:48', 'corrects a time, in your zone', momentByCommand),
  ]),
  ...inGroup('End', [
    command('monitor', 'monitor [why]', 'users no longer feel it; the fix is watched', monitorByCommand, [
      'monitoring',
      'mitigated',
    ]),
    command('resolve', 'resolve [what fixed it]', 'ends the impact; alone it opens the form', resolveByCommand, [
      'resolved',
    ]),
    command('close', 'close', 'ends the work on a resolved incident', closeByCommand),
    command('reopen', 'reopen [why]', 'takes up the work again', reopenByCommand),
    command('cancel', 'cancel [why]', 'calls off what was no incident', cancelByCommand),
    command('postmortem', 'postmortem', 'writes the post-mortem draft again', postMortemByCommand, ['post-mortem']),
    command('help', 'help', 'shows this', showHelp),
  ]),
];

/** Everything that Slack can ask of Muster, and who answers. */
export const routes: readonly Route[] = [
  ...commandRoutes,

  { kind: 'action', id: actions.openDeclare, handler: openDeclareForm },
  { kind: 'action', id: actions.join, handler: join },
  { kind: 'action', id: actions.showPanel, handler: showPanelByButton },
  { kind: 'action', id: actions.retry, handler: retry },
  { kind: 'action', id: actions.takeRole, handler: takeByButton },
  { kind: 'action', id: actions.takeOver, handler: takeOverByButton },
  { kind: 'action', id: actions.stepDown, handler: stepDownByButton },
  { kind: 'action', id: actions.openRole, handler: openRoleForm },
  { kind: 'action', id: actions.openHandover, handler: openHandoverForm },
  { kind: 'action', id: actions.acceptHandover, handler: (ctx, call) => answerHandover(ctx, call, true) },
  { kind: 'action', id: actions.declineHandover, handler: (ctx, call) => answerHandover(ctx, call, false) },
  { kind: 'action', id: actions.acknowledge, handler: acknowledgeByButton },
  { kind: 'action', id: actions.escalate, handler: escalateByButton },
  { kind: 'action', id: actions.openPage, handler: openPageForm },
  { kind: 'action', id: actions.openUpdate, handler: openUpdateForm },
  { kind: 'action', id: actions.noChange, handler: noChange },
  { kind: 'action', id: actions.snooze, handler: snooze },
  { kind: 'action', id: actions.openSeverity, handler: openSeverityForm },
  { kind: 'action', id: actions.monitor, handler: monitorByButton },
  { kind: 'action', id: actions.showTimeline, handler: timelineByButton },
  { kind: 'action', id: actions.openNote, handler: openNoteForm },
  { kind: 'action', id: actions.openMoment, handler: openMomentForm },
  { kind: 'action', id: actions.openResolve, handler: openResolveForm },
  { kind: 'action', id: actions.openCancel, handler: openCancelForm },
  { kind: 'action', id: actions.close, handler: closeByButton },
  { kind: 'action', id: actions.reopen, handler: reopenByButton },
  { kind: 'action', id: actions.tickClosing, handler: tickClosing },
  { kind: 'action', id: actions.writePostMortem, handler: postMortemByButton },

  { kind: 'modal', id: modals.declare, check: checkDeclaration, handler: submitDeclaration },
  { kind: 'modal', id: modals.update, check: checkUpdate, handler: submitUpdate },
  { kind: 'modal', id: modals.noChange, handler: submitNoChange },
  { kind: 'modal', id: modals.severity, handler: submitSeverity },
  { kind: 'modal', id: modals.role, handler: submitRole },
  { kind: 'modal', id: modals.handover, handler: submitHandover },
  { kind: 'modal', id: modals.page, handler: submitPage },
  { kind: 'modal', id: modals.resolve, handler: submitResolve },
  { kind: 'modal', id: modals.cancel, handler: submitCancel },
  { kind: 'modal', id: modals.moment, check: checkMoment, handler: submitMoment },
  { kind: 'modal', id: modals.note, handler: submitNote },

  { kind: 'shortcut', id: shortcuts.declareFromMessage, type: 'message', handler: declareFromMessage },
  { kind: 'shortcut', id: shortcuts.declareAnywhere, type: 'global', handler: declareAnywhere },
  { kind: 'shortcut', id: shortcuts.addToTimeline, type: 'message', handler: addToTimeline },

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

/** The slash command alone: the panel of this channel's incident, else the help. */
export function showPanel(ctx: Ctx, call: CommandCall): Promise<void> {
  return showPanelOrHelp(ctx, call, commandRoutes);
}

function showHelp(ctx: Ctx, call: CommandCall): Promise<void> {
  return call.reply(renderHelp(commandRoutes, ctx.config.slackCommand));
}

function inGroup(group: string, rows: Omit<CommandRoute, 'group'>[]): CommandRoute[] {
  return rows.map((row) => ({ ...row, group }));
}
