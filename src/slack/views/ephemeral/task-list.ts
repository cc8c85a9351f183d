import type { KnownBlock } from '@slack/types';
import { nameOf } from '../../../domain/incident.ts';
import type { Task } from '../../../domain/task-schema.ts';
import { count } from '../../../domain/wording.ts';
import { actions } from '../../ids.ts';
import { button, buttonRow, context, type Rendered, section } from '../build-blocks.ts';
import { valueOf } from '../incident-buttons.ts';
import { privateName } from '../name-things.ts';
import { addButtons, type TaskFacts, taskItem } from '../task-blocks.ts';

/** A message takes 50 blocks and 12,000 characters. */
const PER_PAGE = 15;

/** What is to do, for one person: open ones first, then what is done, by whom and when. */
export function renderTaskList(facts: TaskFacts, page: number): Rendered {
  const { incident } = facts;
  const sorted = [...incident.tasks].sort((a, b) => Number(a.doneAt !== null) - Number(b.doneAt !== null));
  const pages = Math.max(1, Math.ceil(sorted.length / PER_PAGE));
  const at = Math.min(Math.max(1, page), pages);
  const open = sorted.filter((task) => task.doneAt === null);
  const head = `To do in ${incident.private ? privateName(incident) : nameOf(incident)}: ${counted(open)}`;
  const lines = sorted
    .slice((at - 1) * PER_PAGE, at * PER_PAGE)
    .flatMap((task): KnownBlock[] => taskItem(task, facts, 200));
  const turn = (label: string, to: number) =>
    button({ label, action: actions.showTasks, variant: String(to), value: valueOf(incident, { page: String(to) }) });
  const change = button({ label: 'Change one', action: actions.openTaskChange, value: valueOf(incident) });
  return {
    text: head,
    blocks: [
      section(`*${head}*`),
      ...lines,
      ...(pages > 1 ? [context(`Page ${at} of ${pages}`)] : []),
      ...buttonRow([
        ...(at > 1 ? [turn('Earlier', at - 1)] : []),
        ...(at < pages ? [turn('Later', at + 1)] : []),
        ...addButtons(incident),
        ...(open.length === 0 ? [] : [change]),
      ]),
    ],
  };
}

function counted(open: Task[]): string {
  const tasks = open.filter(({ kind }) => kind === 'task').length;
  const actionItems = open.length - tasks;
  if (open.length === 0) return 'nothing is open';
  return [
    ...(tasks > 0 ? [count(tasks, 'task', 'tasks')] : []),
    ...(actionItems > 0 ? [count(actionItems, 'action item', 'action items')] : []),
  ].join(', ');
}
