import { UserError } from '../../errors.ts';
import type { Command } from '../commands.ts';
import { type Draft, inviteBeforeMention, post, record, refreshAll, refreshSurfaces } from '../draft.ts';
import { minutes, plus } from '../duration.ts';
import { requireActionKind } from '../action-kinds.ts';
import { type Incident, holderOf, isOpen, nameOf } from '../incident.ts';
import type { Task } from '../task-schema.ts';
import { isInsider } from '../is-insider.ts';
import type { DueItem } from '../notices.ts';
import { touch } from '../people.ts';
import { openTasks, requireTask, taskNouns, taskOverdueAfter } from '../tasks.ts';
import { mention } from '../wording.ts';

const longestText = 500;
// More than anybody reads; the state is one document.
const mostTasks = 100;
const untouched = { doneBy: null, doneAt: null, started: null, stage: 0 };

/** Something to do now (a task) or after the response (an action item), told in the channel. */
export function addTask(draft: Draft, command: Extract<Command, { type: 'addTask' }>): void {
  const { incident, policy, now } = draft;
  const { by, kind, owner, due } = command;
  const noun = taskNouns[kind];
  const text = command.text.replace(/\s+/gu, ' ').trim();
  if (text === '')
    throw new UserError(
      'task-empty',
      `The ${noun} has no text.`,
      `For example: \`${kind} @ben flush the cache by 15:00\`.`,
    );
  if (text.length > longestText)
    throw new UserError(
      'task-too-long',
      `That has ${text.length} characters; ${longestText} fit into a ${noun}.`,
      'Say what is to be done in a sentence; the details fit into a note.',
    );
  if (kind === 'task' && !isOpen(incident))
    throw new UserError(
      'task-too-late',
      `Nobody works on ${nameOf(incident)} any more, so it takes no task.`,
      'Add an action item instead: `action`.',
      { offer: { label: 'Add an action item', action: 'open_task', value: { incident: incident.id, kind: 'action' } } },
    );
  if (incident.tasks.length >= mostTasks)
    throw new UserError(
      'tasks-full',
      `${nameOf(incident)} has ${mostTasks} tasks and action items already, which is what it can keep.`,
      'Keep the rest in your tracker, and link it in a note.',
    );
  const actionKind = kind === 'action' && command.actionKind ? requireActionKind(policy, command.actionKind) : null;
  refuseOutsider(incident, owner);
  refusePast(draft, due);
  const id = `${kind === 'task' ? 'T' : 'A'}${incident.tasks.filter((task) => task.kind === kind).length + 1}`;
  const task: Task = { ...untouched, id, kind, text, owner, due, by, at: now, actionKind, messages: [] };
  incident.tasks.push(task);
  record(draft, 'taskAdded', by, { task: id, text, owner, due: due?.toISOString() ?? null, actionKind });
  if (isMentioned(task, by)) inviteBeforeMention(draft, [owner]);
  task.messages.push(post(draft, { type: 'task', task: id }));
  refreshSurfaces(draft);
  touch(draft, by);
}

/** Another owner, another time, another kind. */
export function changeTask(draft: Draft, command: Extract<Command, { type: 'changeTask' }>): void {
  const { incident } = draft;
  const task = requireTask(incident, command.task);
  const { owner = task.owner, due = task.due } = command.to;
  const actionKind = kindFor(draft, task, command.to.actionKind ?? null);
  const ownerMoved = owner !== task.owner;
  const dueMoved = due?.getTime() !== task.due?.getTime();
  if (!ownerMoved && !dueMoved && actionKind === task.actionKind) return;
  if (ownerMoved) refuseOutsider(incident, owner);
  if (dueMoved) refusePast(draft, due);
  record(draft, 'taskChanged', command.by, {
    task: task.id,
    ownerMoved,
    ownerFrom: task.owner,
    ownerTo: owner,
    dueMoved,
    dueFrom: task.due?.toISOString() ?? null,
    dueTo: due?.toISOString() ?? null,
    kindMoved: actionKind !== task.actionKind,
    kindFrom: task.actionKind,
    kindTo: actionKind,
  });
  task.actionKind = actionKind;
  task.owner = owner;
  task.due = due;
  if (dueMoved) task.stage = 0;
  const before = task.messages;
  // An edit notifies nobody: who is to do it now gets a message of their own.
  if (ownerMoved && isMentioned(task, command.by) && task.doneAt === null) {
    inviteBeforeMention(draft, [owner]);
    keep(task, post(draft, { type: 'task', task: task.id }));
  }
  refreshAll(draft, before);
  refreshSurfaces(draft);
  touch(draft, command.by);
}

function kindFor({ policy }: Draft, { id, kind, actionKind }: Task, word: string | null): string | null {
  if (word === null) return actionKind;
  if (kind === 'action') return requireActionKind(policy, word);
  throw new UserError(
    'kind-of-task',
    `${id} is to be done now, and only action items have a kind.`,
    'Leave the kind out.',
  );
}

/** It is done, or not after all. */
export function tickTask(draft: Draft, command: Extract<Command, { type: 'tickTask' }>): void {
  const { incident, now } = draft;
  const task = requireTask(incident, command.task);
  if ((task.doneAt !== null) === command.done) return;
  task.doneBy = command.done ? command.by : null;
  task.doneAt = command.done ? now : null;
  record(draft, 'taskTicked', command.by, { task: task.id, text: task.text, done: command.done });
  refreshAll(draft, task.messages);
  refreshSurfaces(draft);
  touch(draft, command.by);
}

/** A task's time has come. After a downtime due and overdue are one. */
export function taskDue(draft: Draft, timer: { task: string; planned: Date }): DueItem[] {
  const { incident, now } = draft;
  const task = openTasks(incident).find(({ id }) => id === timer.task);
  if (task === undefined || task.due === null) return [];
  const stage = task.stage > 0 || now >= plus(task.due, taskOverdueAfter) ? 'overdue' : 'due';
  task.stage = stage === 'due' ? 1 : 2;
  const ask = task.owner ?? holderOf(incident, 'commander') ?? task.by;
  record(draft, 'taskDue', null, { task: task.id, stage, ask });
  return [{ type: 'taskDue', planned: timer.planned.toISOString(), task: task.id, ask, stage }];
}

/** The message that asks for tasks is edited when they are done. */
export function keepAsked({ incident }: Draft, items: DueItem[], message: string): void {
  const asked = items.flatMap((item) => (item.type === 'taskDue' ? [item.task] : []));
  for (const task of incident.tasks) if (asked.includes(task.id)) keep(task, message);
}

// Each is an edit when something changes; older ones are out of sight.
function keep(task: Task, message: string): void {
  task.messages = [...task.messages, message].slice(-4);
}

/** Who gives somebody else a task has that person mentioned; an action item is for later and disturbs nobody. */
function isMentioned({ kind, owner }: Task, by: string): boolean {
  return kind === 'task' && owner !== null && owner !== by;
}

// Its message names the owner where only members read; the owner must be one of them.
function refuseOutsider(incident: Incident, owner: string | null): void {
  if (owner === null || !incident.private || isInsider(incident, owner)) return;
  throw new UserError(
    'owner-outside',
    `${nameOf(incident)} is private, and ${mention(owner)} is not in its channel.`,
    'Invite them first, if they may read what is there; then give it to them.',
  );
}

function refusePast({ now }: Draft, due: Date | null): void {
  if (due === null || due > plus(now, -minutes(1))) return;
  throw new UserError('due-in-past', 'That time has passed.', 'Give a later one, such as `by 15:00` or `by friday`.');
}
