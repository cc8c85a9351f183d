import { nameOf } from '../../domain/incident.ts';
import type { Notice } from '../../domain/notices.ts';
import { taskNouns } from '../../domain/tasks.ts';
import { type Rendered, buttonRow, context, section } from './build-blocks.ts';
import type { Facts } from './facts.ts';
import { named, withKind } from './name-things.ts';
import { taskButtons, taskForOwner, taskLine, taskOf } from './task-blocks.ts';

/** Something to do as it stands: a new owner of a task is mentioned, everybody else is named. */
export function renderTask(notice: Extract<Notice, { type: 'task' }>, facts: Facts): Rendered {
  const { incident } = facts;
  const task = taskOf(notice.task, facts);
  // Cannot be, short of a stored incident that somebody changed by hand.
  if (task === undefined) return { text: notice.task, blocks: [section(notice.task)] };
  const line = taskLine(task, facts);
  const { kind, owner, doneAt, by: adder } = task;
  const asks = kind === 'task' && doneAt === null && owner !== null && owner !== adder;
  const said = asks ? taskForOwner(task, owner, facts) : line;
  const by = `${withKind(incident, nameOf(incident))} · ${taskNouns[task.kind]} added by ${named(task.by, facts)}`;
  return { text: said, blocks: [section(said), context(by), ...buttonRow(taskButtons(task.id, facts))] };
}
