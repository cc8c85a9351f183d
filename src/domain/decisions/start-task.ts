import { UserError } from '../../errors.ts';
import type { Command } from '../commands.ts';
import { type Draft, record, refreshAll, refreshSurfaces } from '../draft.ts';
import { isInsider } from '../is-insider.ts';
import { touch } from '../people.ts';
import { requireTask } from '../tasks.ts';
import { mention } from '../wording.ts';

/** Somebody works on it from now on, or does not after all. What nobody had is theirs, and nobody's again when that is taken back. */
export function startTask(draft: Draft, command: Extract<Command, { type: 'startTask' }>): void {
  const { incident, now } = draft;
  const { by, started } = command;
  const task = requireTask(incident, command.task);
  if (task.doneAt !== null)
    throw new UserError(
      'task-done',
      `${task.id} is done${task.doneBy === null ? '' : ` (${mention(task.doneBy)})`}.`,
      `If it is not, say so first: \`${task.kind} ${task.id} undone\`.`,
    );
  if ((task.started !== null) === started) return;
  // Somebody who has left a private incident is not named in its channel.
  const took = started && task.owner === null && (!incident.private || isInsider(incident, by));
  if (took) task.owner = by;
  else if (task.started?.took && task.owner === task.started.by) task.owner = null;
  task.started = started ? { by, at: now, took } : null;
  record(draft, 'taskStarted', by, { task: task.id, text: task.text, started, took });
  refreshAll(draft, task.messages);
  refreshSurfaces(draft);
  touch(draft, by);
}
