import type { Incident } from './incident.ts';
import { localTime } from './local-time.ts';
import { plainMarkdown } from './plain-markdown.ts';
import type { Policy } from './policy.ts';
import type { PostMortemData } from './post-mortem-data.ts';
import { stateOf, type Task } from './task-schema.ts';

type Facts = {
  incident: Incident;
  absorbed?: { of: string; tasks: Task[] }[];
  policy: Policy;
  name: (user: string) => string;
};

/** Action items, and tasks of the response that nobody has done; those of merged incidents say whose they were. */
export function tellActions({ incident, absorbed = [], policy, name }: Facts): PostMortemData['actions'] {
  const called = (user: string | null) => (user === null ? null : plainMarkdown(name(user), name));
  const others = absorbed.flatMap(({ of, tasks }) => tasks.map((task) => ({ ...task, id: `${of} ${task.id}` })));
  const statusOf = ({ started, doneBy, doneAt }: Task): string => {
    if (doneAt !== null) return `done by ${called(doneBy) ?? 'somebody'}, ${localTime(doneAt, policy)}`;
    return started === null ? 'open' : `in progress since ${localTime(started.at, policy)} (${called(started.by)})`;
  };
  return [...incident.tasks, ...others]
    .filter(({ kind, doneAt }) => kind === 'action' || doneAt === null)
    .map((task) => ({
      id: task.id,
      text: plainMarkdown(task.text, name),
      owner: called(task.owner),
      due: localTime(task.due, policy),
      status: statusOf(task),
      state: stateOf(task),
      done: task.doneAt !== null,
      kind: task.actionKind === null ? null : plainMarkdown(task.actionKind, name),
    }));
}
