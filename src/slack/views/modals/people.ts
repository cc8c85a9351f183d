import type { ModalView } from '@slack/types';
import type { Policy } from '../../../domain/policy.ts';
import { modals } from '../../ids.ts';
import { type Choice, menuField, personField, textField, timeField } from './fields.ts';
import { type FormAbout, type FormTarget, incidentForm } from './incident-form.ts';

/** The form that gives a role to somebody: to oneself at once, anybody else is asked. */
export function roleForm(policy: Policy, target: FormTarget, about: FormAbout): ModalView {
  return incidentForm({
    id: modals.role,
    title: 'Roles',
    submit: 'Assign',
    target,
    about,
    blocks: [
      roleField(policy, target),
      personField({
        name: 'person',
        label: 'Who?',
        hint: 'Yourself: you have it at once. Somebody else is asked first.',
      }),
    ],
  });
}

/** The form that asks somebody to take over a role. */
export function handoverForm(policy: Policy, target: FormTarget, about: FormAbout): ModalView {
  return incidentForm({
    id: modals.handover,
    title: 'Hand over',
    submit: 'Ask',
    target,
    about,
    blocks: [
      personField({
        name: 'person',
        label: 'To whom?',
        hint: 'The role moves when they accept. Until then it stays where it is.',
      }),
      roleField(policy, target),
      timeField({
        name: 'at',
        label: 'When to ask?',
        hint: 'The end of a shift, for example. Left empty: now.',
        optional: true,
      }),
    ],
  });
}

/** The form that reaches one person now. */
export function pageForm(policy: Policy, target: FormTarget, about: FormAbout): ModalView {
  const experts = expertChoices(policy);
  return incidentForm({
    id: modals.page,
    title: 'Page someone',
    submit: 'Page',
    target,
    about,
    blocks: [
      personField({ name: 'person', label: 'Who is needed?', optional: experts.length > 0 }),
      ...(experts.length === 0 ? [] : [expertField(experts)]),
      textField({
        name: 'why',
        label: 'What for?',
        optional: true,
        longest: 300,
        placeholder: 'Knows the payment database',
      }),
    ],
  });
}

function expertField(choices: Choice[]) {
  return menuField({ name: 'expert', label: 'Or who knows it?', optional: true, placeholder: 'By subject', choices });
}

// An expert of whom nobody is in Slack stays in it: the answer says how to reach them.
function expertChoices({ experts, people }: Policy): Choice[] {
  return experts.flatMap(({ key, name, people: keys }) => {
    const known = keys.flatMap((one) => people[one] ?? []).filter(({ slack }) => slack !== null);
    if (known.length === 0) return [{ value: `${key}:`, label: `${name}: nobody in Slack` }];
    return known.map((person) => ({
      value: `${key}:${person.key}`,
      label: `${name}: ${person.name ?? person.title}`,
      description: person.title,
    }));
  });
}

function roleField(policy: Policy, target: FormTarget) {
  return menuField({
    name: 'role',
    label: 'Role',
    initial: target.role ?? 'commander',
    choices: policy.roles.map(({ key, name }) => ({ value: key, label: name })),
  });
}
