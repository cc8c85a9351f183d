import type { Ctx } from '../context.ts';
import type { CommandCall } from './calls.ts';
import { catchUpByCommand } from './listeners/catch-up.ts';
import { backfillByCommand, declareOrBackfill } from './listeners/backfill.ts';
import { checklistByCommand } from './listeners/checklists.ts';
import { declareDrill } from './listeners/declare.ts';
import { editByCommand, repeatByCommand } from './listeners/edit.ts';
import {
  cancelByCommand,
  closeByCommand,
  postMortemByCommand,
  reopenByCommand,
  resolveByCommand,
} from './listeners/ending.ts';
import { contactsByCommand } from './listeners/contacts.ts';
import { acknowledgeByCommand, escalateByCommand } from './listeners/escalation.ts';
import { engageByCommand, pageByCommand } from './listeners/paging.ts';
import { followByCommand, unfollowByCommand } from './listeners/follow.ts';
import { hereByCommand } from './listeners/liveness.ts';
import { makePrivateByCommand } from './listeners/make-private.ts';
import { mergeByCommand } from './listeners/merge.ts';
import { joinByCommand, showList, showPanelOrHelp } from './listeners/panel.ts';
import { sendByCommand } from './listeners/outside.ts';
import { parkByCommand, wakeByCommand } from './listeners/park.ts';
import { redactByCommand } from './listeners/redact.ts';
import { replanByCommand } from './listeners/replan.ts';
import { answerByCommand, handoverByCommand } from './listeners/handovers.ts';
import { showOncall } from './listeners/oncall.ts';
import { runbookByCommand } from './listeners/runbook.ts';
import { roleByCommand, stepDownByCommand, takeByCommand, takeOverByCommand } from './listeners/roles.ts';
import { severityByCommand } from './listeners/severity.ts';
import { monitorByCommand, statusByCommand } from './listeners/status.ts';
import { actionByCommand, taskByCommand } from './listeners/tasks.ts';
import { ticketByCommand } from './listeners/ticket.ts';
import { momentByCommand, noteByCommand, timelineByCommand } from './listeners/timeline.ts';
import { triageByCommand, typeByCommand } from './listeners/triage.ts';
import { noChangeByCommand, snoozeByCommand, updateByCommand } from './listeners/updates.ts';
import type { CommandRoute } from './route.ts';
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
      declareOrBackfill,
      ['create', 'new', 'open'],
    ),
    command('drill', 'drill [severity] [title]', 'declares an exercise: nobody is paged', declareDrill),
    command(
      'backfill',
      'backfill [severity] [title] [from yesterday 02:48 to 04:10]',
      'records an incident that is over; without its times it opens the form',
      backfillByCommand,
    ),
    command('list', 'list', 'shows what is open', (ctx, call) => showList(ctx, call), ['ls']),
    command('status', 'status [identified]', 'shows how things stand, or sets the status', statusByCommand),
  ]),
  ...inGroup('People', [
    command('take', 'take [role]', 'takes a role; command unless you name one', takeByCommand),
    command('role', 'role [role] [@person]', 'gives a role to somebody, who is asked first', roleByCommand, ['assign']),
    command('handover', 'handover [@person] [at 18:00]', 'asks somebody to take over, now or then', handoverByCommand),
    command('takeover', 'takeover [role]', 'takes a role from whoever has it', takeOverByCommand),
    command('accept', 'accept', 'takes over what you were asked for', (ctx, call) => answerByCommand(ctx, call, true)),
    command('decline', 'decline', 'says that you cannot take it over', (ctx, call) =>
      answerByCommand(ctx, call, false),
    ),
    command('join', 'join INC-42', 'invites you into its channel', joinByCommand),
    command('oncall', 'oncall', 'shows who is on call by the policy', showOncall, ['on-call']),
    command('stepdown', 'stepdown [role]', 'gives up your role', stepDownByCommand),
    command('ack', 'ack', 'answers a call: you are on it', acknowledgeByCommand, ['acknowledge']),
    command('here', 'here', 'says that you, the commander, are there', hereByCommand),
    command('escalate', 'escalate', 'calls the next person on the ladder now', escalateByCommand),
    command('page', 'page @person [why]', 'reaches one person now', pageByCommand),
    command('engage', 'engage [database] [why]', 'reaches whom the policy names for a subject', engageByCommand),
    command('contacts', 'contacts', 'shows whom to turn to and what to look at', contactsByCommand),
    command(
      'make-private',
      'make-private [why]',
      'hides it in a private channel and takes back what was posted',
      makePrivateByCommand,
    ),
  ]),
  ...inGroup('Rhythm and record', [
    command('update', 'update [text]', 'posts a numbered update', updateByCommand),
    command('nochange', 'nochange [sentence]', 'posts an update that nothing changed', noChangeByCommand, [
      'no-change',
    ]),
    command('snooze', 'snooze [15]', 'moves the next update by minutes, once', snoozeByCommand),
    command('park', 'park until tomorrow 09:00', 'pauses reminders and calls; it wakes by itself', parkByCommand),
    command('wake', 'wake', 'ends the parking now', wakeByCommand),
    command('severity', 'severity P0 [why]', 'changes the severity', severityByCommand, ['sev']),
    command('note', 'note [text]', 'puts a note on the timeline', noteByCommand),
    command('follow', 'follow', 'sends you the updates by direct message', followByCommand),
    command('unfollow', 'unfollow', 'ends those direct messages', unfollowByCommand),
    command('timeline', 'timeline [page]', 'shows what happened', timelineByCommand),
    command('catchup', 'catchup', 'tells what happened, who is on it and what comes next', catchUpByCommand, [
      'catch-up',
      'brief',
    ]),
    command(
      'task',
      'task [@owner] [text] [by 15:00]',
      'gives somebody something to do now; alone it shows the list',
      taskByCommand,
      ['tasks', 'todo'],
    ),
    command(
      'action',
      'action [kind:] [@owner] [text] [by friday]',
      'adds an action item, to be done afterwards; alone it shows the list',
      actionByCommand,
      ['actions', 'followup'],
    ),
    command(
      'type',
      'type [database]',
      'says what kind of incident it is, and shows the usual first steps',
      typeByCommand,
    ),
    command(
      'triage',
      'triage [question] [answer]',
      'answers a question of the policy that sizes it up; alone it opens the form',
      triageByCommand,
    ),
    command('ticket', 'ticket [OPS-123]', 'records the ticket that was written for it', ticketByCommand),
    command('checklist', 'checklist [name]', 'shows the boxes to tick', checklistByCommand, ['checklists']),
    command(
      'replan',
      'replan [undo]',
      'goes on by the runbook as it is now; replan undo takes it back',
      replanByCommand,
    ),
    command(
      'runbook',
      'runbook [words]',
      'finds the steps for a problem; it runs nothing; runbook reviewed says that the runbook was read again',
      runbookByCommand,
      ['runbooks', 'problem'],
    ),
    command('send', 'send [name]', 'shows the texts for outside, ready to copy', sendByCommand),
    command('redact', 'redact 17 [why]', 'erases an entry of the timeline for good', redactByCommand),
    command('moment', 'moment detected 02:48', 'corrects a time, in your zone', momentByCommand),
    command(
      'edit',
      'edit [title] [text]',
      'corrects title, impact or what is affected; alone it opens the form',
      editByCommand,
      ['correct'],
    ),
    command('repeat', 'repeat INC-12', 'links an earlier incident with the same cause', repeatByCommand),
  ]),
  ...inGroup('End', [
    command('monitor', 'monitor [why]', 'says that users no longer feel it; the fix is watched', monitorByCommand, [
      'monitoring',
      'mitigated',
    ]),
    command('resolve', 'resolve [what fixed it]', 'ends the impact; alone it opens the form', resolveByCommand, [
      'resolved',
    ]),
    command('close', 'close', 'ends the work on a resolved incident', closeByCommand),
    command('reopen', 'reopen [why]', 'takes up the work again', reopenByCommand),
    command('cancel', 'cancel [why]', 'calls off a false alarm, a duplicate or planned work', cancelByCommand),
    command('merge', 'merge INC-41', 'goes on in INC-41; merge undo takes it back', mergeByCommand),
    command('postmortem', 'postmortem', 'writes the post-mortem draft again', postMortemByCommand, ['post-mortem']),
    command('help', 'help', 'shows this', showHelp),
  ]),
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
