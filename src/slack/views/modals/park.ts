import type { ModalView } from '@slack/types';
import { longestParking } from '../../../domain/parking.ts';
import { modals } from '../../ids.ts';
import { personField, textField, timeField } from './fields.ts';
import { type FormAbout, type FormTarget, incidentForm } from './incident-form.ts';

/** The form that parks an incident. `until` is what is proposed. */
export function parkForm(target: FormTarget, about: FormAbout, until: Date): ModalView {
  return incidentForm({
    id: modals.park,
    title: 'Park',
    submit: 'Park',
    target,
    about,
    blocks: [
      timeField({
        name: 'until',
        label: 'Until when?',
        initial: until,
        hint: `Reminders and calls pause until then; it wakes by itself. ${longestParking} days at most.`,
      }),
      personField({
        name: 'watching',
        label: 'Who watches it?',
        hint: 'Told when it wakes. Left empty: the commander, else you.',
        optional: true,
      }),
      textField({
        name: 'why',
        label: 'What is it waiting for?',
        placeholder: 'The vendor answers in the morning',
        optional: true,
        longest: 300,
      }),
    ],
  });
}
