import type { InputBlock, ModalView } from '@slack/types';
import type { Answers } from '../../../domain/decisions/triage.ts';
import type { Incident } from '../../../domain/incident.ts';
import type { Policy } from '../../../domain/policy.ts';
import { modals } from '../../ids.ts';
import { context } from '../build-blocks.ts';
import { choiceField, menuField, noticeView, textField } from './fields.ts';
import { type FormAbout, type FormTarget, incidentForm } from './incident-form.ts';

/** What the names of such fields begin with. */
export const triagePrefix = 'triage.';
/** A view takes 100 blocks; nobody answers more at three in the morning. */
const MOST_ASKED = 20;
// As long as an answer may be.
const longest = 1000;

/** A field for each question; none has to be filled in. */
export function triageFields(policy: Policy, known: Answers = {}): InputBlock[] {
  return policy.triage.questions.slice(0, MOST_ASKED).map(({ key, question }) =>
    textField({
      name: `${triagePrefix}${key}`,
      label: question,
      optional: true,
      longest,
      lines: true,
      ...(known[key] ? { initial: known[key] } : {}),
    }),
  );
}

/** The form that answers the policy's questions, or answers them otherwise. Until the incident was read it has no answers to show. */
export function triageForm(policy: Policy, target: FormTarget, about: FormAbout, incident: Incident | null): ModalView {
  if (policy.triage.questions.length === 0)
    return noticeView('Triage', [
      context('The policy asks no questions. They are written under `triage` in policy.yaml.'),
    ]);
  if (incident === null) return noticeView('Triage', [context('One moment …')]);
  return incidentForm({
    id: modals.triage,
    title: 'Triage',
    submit: 'Record',
    target: { ...target, shown: Object.keys(incident.triage).join(' ') },
    about,
    blocks: triageFields(policy, incident.triage),
  });
}

/** Which type of incident it is; nothing where the policy knows none. */
export function typeFields(policy: Policy, initial: string | null): InputBlock[] {
  if (policy.containment.length === 0) return [];
  return [
    menuField({
      name: 'type',
      label: 'What kind of incident is it?',
      optional: true,
      initial,
      placeholder: 'Not known yet',
      choices: policy.containment.map(({ key, name }) => ({ value: key, label: name })),
    }),
  ];
}

/** The form that says which type it is. */
export function typeForm(policy: Policy, target: FormTarget, about: FormAbout, incident: Incident | null): ModalView {
  if (policy.containment.length === 0)
    return noticeView('Type', [
      context('The policy names no types. They are named under `containment` in policy.yaml.'),
    ]);
  const none = { value: 'none', label: 'Not known yet' };
  return incidentForm({
    id: modals.type,
    title: 'Type',
    submit: 'Set',
    target,
    about,
    blocks: [
      choiceField({
        name: 'type',
        label: 'What kind of incident is it?',
        hint: 'The channel gets the usual first steps for it, once.',
        initial: incident?.type ?? null,
        choices: [...policy.containment.map(({ key, name }) => ({ value: key, label: name })), none],
      }),
    ],
  });
}
