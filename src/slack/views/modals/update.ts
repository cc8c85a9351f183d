import type { InputBlock, ModalView } from '@slack/types';
import type { Incident } from '../../../domain/incident.ts';
import type { Policy } from '../../../domain/policy.ts';
import { modals } from '../../ids.ts';
import { statusName } from '../name-things.ts';
import { durationOf } from '../tell-time.ts';
import { menuField, textField } from './fields.ts';
import { triageFields } from './triage.ts';
import { type FormAbout, type FormTarget, incidentForm } from './incident-form.ts';
import { workingStatuses } from '../../../domain/working-statuses.ts';

const rhythms = [5, 10, 15, 30, 60, 120, 240, 480, 1440];

/** The form of *Post update*. Any one of its texts is enough. */
export function updateForm(policy: Policy, target: FormTarget, about: FormAbout, incident: Incident | null): ModalView {
  return incidentForm({
    id: modals.update,
    title: 'Update',
    submit: 'Post update',
    target,
    about,
    blocks: [
      textField({
        name: 'know',
        label: 'What do we know?',
        optional: true,
        lines: true,
        longest: 2000,
        focus: true,
        placeholder: 'Checkout has returned 500 since 02:48; cards only.',
      }),
      textField({ name: 'done', label: 'What did we do?', optional: true, lines: true, longest: 2000 }),
      textField({ name: 'next', label: 'What comes next?', optional: true, lines: true, longest: 2000 }),
      textField({
        name: 'eta',
        label: 'When do we expect it to be over?',
        optional: true,
        longest: 200,
        hint: '“Not known yet” is a good answer.',
      }),
      ...asked(policy, incident),
      menuField({
        name: 'status',
        label: 'Status',
        optional: true,
        placeholder: 'As it is',
        choices: workingStatuses.map((status) => ({ value: status, label: statusName(policy, status) })),
      }),
      menuField({
        name: 'nextIn',
        label: 'Next update in',
        optional: true,
        placeholder: 'As the severity says',
        choices: rhythms.map((minutes) => ({ value: String(minutes), label: durationOf(minutes * 60_000) })),
      }),
    ],
  });
}

// In the form of the first update, where the policy asks then.
function asked(policy: Policy, incident: Incident | null): InputBlock[] {
  if (policy.triage.ask !== 'first update' || incident === null || incident.updates.count > 0) return [];
  return triageFields(policy, incident.triage);
}

/** One sentence, asked for when *No change* was said twice already. */
export function noChangeForm(target: FormTarget, about: FormAbout): ModalView {
  return incidentForm({
    id: modals.noChange,
    title: 'No change',
    submit: 'Post update',
    target,
    about,
    blocks: [
      textField({
        name: 'sentence',
        label: 'What is everybody waiting for?',
        hint: 'This is the third time in a row that nothing changed. One sentence helps those who wait.',
        longest: 500,
        focus: true,
      }),
    ],
  });
}
