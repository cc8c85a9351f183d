import type { ModalView } from '@slack/types';
import type { Policy } from '../../../domain/policy.ts';
import { modals } from '../../ids.ts';
import { criteriaBlocks, firstActionBlocks, severityChoices } from '../severity-wording.ts';
import { choiceField, textField } from './fields.ts';
import { type FormAbout, type FormTarget, incidentForm } from './incident-form.ts';

/** The form that changes the severity. */
export function severityForm(policy: Policy, target: FormTarget, about: FormAbout): ModalView {
  return incidentForm({
    id: modals.severity,
    title: 'Severity',
    submit: 'Change',
    target,
    about,
    blocks: [
      choiceField({
        name: 'severity',
        label: 'Severity',
        hint: 'Unsure? Choose the higher one.',
        initial: target.severity,
        choices: severityChoices(policy),
      }),
      ...criteriaBlocks(policy),
      ...firstActionBlocks(policy),
      textField({ name: 'why', label: 'Why?', optional: true, longest: 500, placeholder: 'Payments fail, too' }),
    ],
  });
}
