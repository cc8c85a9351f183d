import type { Button, KnownBlock } from '@slack/types';
import { type Incident, isOpen } from '../../domain/incident.ts';
import { stateOf, type Task } from '../../domain/task-schema.ts';
import type { DueItem } from '../../domain/notices.ts';
import { openTasks } from '../../domain/tasks.ts';
import { count, mention } from '../../domain/wording.ts';
import { actions } from '../ids.ts';
import { button, buttonRow, context, section } from './build-blocks.ts';
import { oneLine } from './escape-text.ts';
import type { Facts } from './facts.ts';
import { formValue, valueOf } from './incident-buttons.ts';
import { named } from './name-things.ts';
import { timeOf } from './tell-time.ts';

/** What telling of a task takes. */
export type TaskFacts = Pick<Facts, 'incident' | 'policy' | 'now' | 'names'>;

/** `T1 flush the cache — Ben, by 15:00`, or who did it and when. */
export function taskLine(task: Task, facts: TaskFacts, most = 300): string {
  const { now } = facts;
  const text = `*${task.id}* ${oneLine(task.text, most)}`;
  if (task.doneAt !== null) {
    const by = task.doneBy === null ? '' : `${named(task.doneBy, facts)}, `;
    return [`✓ ${text} (${by}${timeOf(task.doneAt, now)})`, ...standOf(task, facts)].join(' · ');
  }
  const owner = task.owner === null ? 'nobody yet' : named(task.owner, facts);
  return [`${text} — ${owner}${byWhen(task, facts)}`, ...standOf(task, facts)].join(' · ');
}

function standOf(task: Task, facts: TaskFacts): string[] {
  const { started, owner } = task;
  if (started === null || stateOf(task) === 'done') return shortStandOf(task);
  const by = started.by === owner ? '' : ` (${named(started.by, facts)})`;
  return [...kindOf(task), `in progress since ${timeOf(started.at, facts.now)}${by}`];
}

/** Of which kind an action item is, and whether somebody is at it: `Training`, `in progress`. */
export function shortStandOf(task: Task): string[] {
  return [...kindOf(task), ...(stateOf(task) === 'in progress' ? ['in progress'] : [])];
}

function kindOf({ actionKind }: Task): string[] {
  return actionKind === null ? [] : [oneLine(actionKind, 60)];
}

/** The same to its owner: `@ben: T1 flush the cache, by 15:00`. */
export function taskForOwner(task: Task, owner: string, facts: TaskFacts): string {
  return `${mention(owner)}: *${task.id}* ${oneLine(task.text, 300)}${byWhen(task, facts)}`;
}

function byWhen({ due }: Task, { now }: TaskFacts): string {
  return due === null ? '' : `, by ${timeOf(due, now)}`;
}

/** *Done* or *Not done*. */
export function tickButton(incident: Incident, task: Task): Button {
  const done = task.doneAt !== null;
  return button({
    label: done ? 'Not done' : 'Done',
    action: actions.tickTask,
    variant: task.id,
    value: valueOf(incident, { task: task.id, done: done ? 'no' : 'yes' }),
  });
}

/** *Start* or *Not started*; nothing once it is done. */
export function startButton(incident: Incident, task: Task): Button[] {
  if (task.doneAt !== null) return [];
  const started = task.started !== null;
  const value = valueOf(incident, { task: task.id, started: started ? 'no' : 'yes' });
  const variant = `${incident.number}-${task.id}`;
  return [button({ label: started ? 'Not started' : 'Start', action: actions.startTask, variant, value })];
}

/** A line of a list: what can be done about it beside it, or below it where that is more than one thing. */
export function taskItem(task: Task, facts: TaskFacts, most: number): KnownBlock[] {
  const { incident } = facts;
  const tick = tickButton(incident, task);
  if (stateOf(task) !== 'open') return [section(taskLine(task, facts, most), tick)];
  return [section(taskLine(task, facts, most)), ...buttonRow([tick, ...startButton(incident, task)])];
}

/** *Add a task* or *Add an action item*: opens the form. */
export function addTask(incident: Incident, kind: Task['kind']): Button {
  const label = { task: 'Add a task', action: 'Add an action item' }[kind];
  return button({ label, action: actions.openTask, variant: kind, value: formValue(incident, { kind }) });
}

/** *Change*: another owner, another time. */
export function changeButton(incident: Incident, task: Task): Button {
  const value = formValue(incident, { task: task.id });
  return button({ label: `Change ${task.id}`, action: actions.openTaskChange, variant: task.id, value });
}

/** Most that a headline shows of what is still to do; the list shows all. */
const MOST_SHOWN = 8;

/** Below the closing list of a resolved incident: what is to do afterwards, and what is left of the response. */
export function taskBlocks(facts: Facts): KnownBlock[] {
  const { incident } = facts;
  const shown = incident.tasks.filter((task) => task.kind === 'action' || task.doneAt === null);
  if (shown.length === 0) return [];
  // What is open first: with many, what is done is the part to leave out.
  const sorted = [...shown].sort((a, b) => Number(a.doneAt !== null) - Number(b.doneAt !== null));
  const items = sorted
    .slice(0, MOST_SHOWN)
    .map((task) => section(taskLine(task, facts, 100), tickButton(incident, task)));
  const rest = sorted.length - MOST_SHOWN;
  return [
    section('*Action items*'),
    ...items,
    ...(rest > 0 ? [context(`And ${count(rest, 'more item', 'more items')}: *More*, then *To do*`)] : []),
  ];
}

/** `2 tasks open: T1 Ben, T2 nobody yet`; null when there are none. */
export function openTasksLine(facts: Facts): string | null {
  const open = openTasks(facts.incident, 'task');
  if (open.length === 0) return null;
  const listed = open
    .slice(0, 5)
    .map(({ id, owner }) => `${id} ${owner === null ? 'nobody yet' : named(owner, facts)}`)
    .join(', ');
  return `${count(open.length, 'task', 'tasks')} open: ${listed}${open.length > 5 ? ' …' : ''}`;
}

/** A task's time has come: who is asked, and for what. */
export function taskDueSentence(item: Extract<DueItem, { type: 'taskDue' }>, facts: Facts): string {
  const task = taskOf(item.task, facts);
  const what = task === undefined ? item.task : `${item.task}, “${oneLine(task.text, 300)}”,`;
  const due = task?.due ? timeOf(task.due, facts.now) : timeOf(item.planned, facts.now);
  const when = item.stage === 'due' ? `is due ${due}` : `was due ${due}`;
  const owned = task === undefined || task.owner !== null;
  return `${mention(item.ask)}: ${what} ${when}.${owned ? '' : ' Nobody has it yet: who does it?'}`;
}

/** Who did the task, and when; null while it is open. */
export function taskDone(id: string, facts: Facts): string | null {
  const task = taskOf(id, facts);
  return task === undefined || task.doneAt === null ? null : taskLine(task, facts);
}

/** What can be done about an open task. */
export function taskButtons(id: string, facts: Facts): Button[] {
  const task = taskOf(id, facts);
  if (task === undefined) return [];
  if (task.doneAt !== null) return [tickButton(facts.incident, task)];
  const { incident } = facts;
  return [tickButton(incident, task), ...startButton(incident, task), changeButton(incident, task)];
}

/** The task of a notice, as it is now. */
export function taskOf(id: string, { incident }: Pick<Facts, 'incident'>): Task | undefined {
  return incident.tasks.find((task) => task.id === id);
}

/** The buttons that add what is possible now. */
export function addButtons(incident: Incident): Button[] {
  return isOpen(incident) ? [addTask(incident, 'task'), addTask(incident, 'action')] : [addTask(incident, 'action')];
}
