import type { ModalView } from '@slack/types';
import { modals } from '../../ids.ts';
import { textField } from './fields.ts';
import { type FormAbout, type FormTarget, incidentForm } from './incident-form.ts';

/** The form that records the ticket. */
export function ticketForm(target: FormTarget, about: FormAbout): ModalView {
  return incidentForm({
    id: modals.ticket,
    title: 'Ticket',
    submit: 'Record',
    target,
    about,
    blocks: [
      textField({
        name: 'ref',
        label: 'Which ticket is it?',
        hint: 'Its number or its link. Left empty: the record says only that there is one.',
        optional: true,
        longest: 300,
        placeholder: 'OPS-123',
        focus: true,
      }),
    ],
  });
}
