import type { ModalView } from '@slack/types';
import { momentNames } from '../../../domain/incident.ts';
import type { Policy } from '../../../domain/policy.ts';
import { modals } from '../../ids.ts';
import { menuField, textField, timeField } from './fields.ts';
import { type FormAbout, type FormTarget, incidentForm } from './incident-form.ts';
import { momentLabels } from '../../../domain/moment-labels.ts';

/** The form that puts a note on the timeline. */
export function noteForm(target: FormTarget, about: FormAbout): ModalView {
  return incidentForm({
    id: modals.note,
    title: 'Note',
    submit: 'Add',
    target,
    about,
    blocks: [textField({ name: 'text', label: 'What should the record say?', lines: true, focus: true })],
  });
}

/** What the choice of a moment of the policy's own begins with. */
export const ownPrefix = 'own:';

/** The form that corrects a time of the record; the correction itself is recorded, too. */
export function momentForm(policy: Policy, target: FormTarget, about: FormAbout): ModalView {
  return incidentForm({
    id: modals.moment,
    title: 'Correct a time',
    submit: 'Correct',
    target,
    about,
    blocks: [
      menuField({
        name: 'moment',
        label: 'Which moment?',
        choices: [
          ...momentNames.map((name) => ({ value: name, label: momentLabels[name] })),
          ...policy.moments.map(({ key, name }) => ({ value: `${ownPrefix}${key}`, label: name })),
        ],
      }),
      timeField({
        name: 'at',
        label: 'When was it?',
        optional: true,
        hint: 'In your time zone. Left empty: not known.',
      }),
    ],
  });
}
