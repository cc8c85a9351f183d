import { UserError } from '../errors.ts';
import { minutes, plus } from './duration.ts';
import { type Incident, nameOf } from './incident.ts';
import type { Task } from './task-schema.ts';

/** A task that is not done so long after its time is asked for once more. */
export const taskOverdueAfter = minutes(15);

/** How a kind is called. */
export const taskNouns = { task: 'task', action: 'action item' } as const satisfies Record<Task['kind'], string>;

/** What is to do and not done. */
export function openTasks(incident: Incident, kind: Task['kind'] | null = null): Task[] {
  return incident.tasks.filter((task) => task.doneAt === null && (kind === null || task.kind === kind));
}

/** Who owns an open task or action item, each once: for look-ups across incidents. */
export function openTaskOwners(incident: Incident): string[] {
  return [...new Set(openTasks(incident).flatMap(({ owner }) => owner ?? []))];
}

/** The task of that id, or a refusal that says which there are. */
export function requireTask(incident: Incident, id: string): Task {
  const found = incident.tasks.find((task) => task.id === id.toUpperCase());
  if (found !== undefined) return found;
  const open = openTasks(incident).map((task) => task.id);
  throw new UserError(
    'no-such-task',
    `${nameOf(incident)} has no ${id.toUpperCase().slice(0, 10)}.`,
    open.length === 0 ? 'Nothing is open in it.' : `Open: ${open.slice(0, 20).join(', ')}.`,
  );
}

/** While the incident is open, tasks are asked for at their time and once more when they are overdue; action items come later. */
export function taskTimers(incident: Incident): { type: 'taskDue'; task: string; at: Date; planned: Date }[] {
  return openTasks(incident, 'task').flatMap(({ id, due, stage }) => {
    if (due === null || stage > 1) return [];
    const at = stage === 0 ? due : plus(due, taskOverdueAfter);
    return [{ type: 'taskDue' as const, task: id, at, planned: at }];
  });
}
