import type { ModalView } from '@slack/types';
import { type Incident, isOpen } from '../../../domain/incident.ts';
import type { Task } from '../../../domain/task-schema.ts';
import { openTasks, taskNouns } from '../../../domain/tasks.ts';
import { modals } from '../../ids.ts';
import { cut } from '../../limits.ts';
import { choiceField, menuField, personField, textField, timeField } from './fields.ts';
import { type FormAbout, type FormTarget, incidentForm } from './incident-form.ts';

/** What the value of an option takes. */
const longestChoice = 150;

/** The form that adds something to do. `kind` is chosen beforehand; once the response is over only action items are left. */
export function taskForm(
  target: FormTarget,
  about: FormAbout,
  { incident, kind, kinds = [] }: { incident: Incident | null; kind: Task['kind']; kinds?: string[] },
): ModalView {
  const times = incident === null || isOpen(incident) ? (['task', 'action'] as const) : (['action'] as const);
  return incidentForm({
    id: modals.task,
    title: 'To do',
    submit: 'Add',
    target,
    about,
    blocks: [
      textField({ name: 'text', label: 'What is to be done?', longest: 500, focus: true }),
      choiceField({
        name: 'kind',
        label: 'When?',
        choices: times.map((value) => ({ value, label: kindLabels[value] })),
        initial: times.find((one) => one === kind) ?? 'action',
      }),
      ...kindFields(kinds, 'For an action item. Left empty: not said.'),
      personField({ name: 'owner', label: 'Who does it?', optional: true, hint: 'Left empty: nobody yet.' }),
      timeField({ name: 'due', label: 'By when?', optional: true, hint: 'In your time zone.' }),
    ],
  });
}

const kindLabels = {
  task: 'Now, during the response',
  action: 'Afterwards: an action item',
} as const satisfies Record<keyof typeof taskNouns, string>;

/** Which kind of action item it is; nothing where the policy has none. */
function kindFields(kinds: string[], hint: string) {
  if (kinds.length === 0) return [];
  const choices = kinds.map((kind) => ({ value: cut(kind, longestChoice), label: kind }));
  return [menuField({ name: 'actionKind', label: 'What kind is it?', optional: true, hint, choices })];
}

/** The form that gives something to somebody else, moves its time or says its kind. */
export function taskChangeForm(
  target: FormTarget,
  about: FormAbout,
  { incident, task, kinds = [] }: { incident: Incident | null; task: string | null; kinds?: string[] },
): ModalView {
  const open = incident === null ? [] : openTasks(incident).slice(-100);
  const choices = open.map(({ id, text }) => ({ value: id, label: `${id} ${text}` }));
  const known = task ?? open[0]?.id ?? null;
  const chosen = open.find(({ id }) => id === known);
  return incidentForm({
    id: modals.taskChange,
    title: 'Change',
    submit: 'Change',
    target,
    about,
    blocks: [
      menuField({
        name: 'task',
        label: 'What?',
        choices: choices.length > 0 ? choices : [{ value: known ?? 'T1', label: known ?? 'T1' }],
        initial: known ?? 'T1',
      }),
      personField({
        name: 'owner',
        label: 'Who does it?',
        optional: true,
        hint: 'Left empty: as it is.',
        ...(task !== null && chosen?.owner ? { initial: chosen.owner } : {}),
      }),
      timeField({ name: 'due', label: 'By when?', optional: true, hint: 'In your time zone. Left empty: as it is.' }),
      // Only an action item has one; until the incident was read, any may be one.
      ...(chosen?.kind === 'task' ? [] : kindFields(kinds, 'Left empty: as it is.')),
    ],
  });
}
