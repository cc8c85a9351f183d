import type { ModalView } from '@slack/types';
import { modals } from '../../ids.ts';
import { context } from '../build-blocks.ts';
import { oneLine } from '../escape-text.ts';
import { choiceField, personField, textField } from './fields.ts';
import { type Earlier, repeatField } from './edit.ts';
import { type FormAbout, type FormTarget, incidentForm } from './incident-form.ts';

/** The form that resolves. `closing` are items of the closing list that are still open: shown, not enforced. */
export function resolveForm(
  target: FormTarget,
  about: FormAbout,
  closing: string[],
  earlier: readonly Earlier[] = [],
): ModalView {
  const open = closing.slice(0, 20).map((item) => `• ${oneLine(item, 120)}`);
  return incidentForm({
    id: modals.resolve,
    title: 'Resolve',
    submit: 'Resolve',
    target,
    about,
    blocks: [
      textField({
        name: 'what',
        label: 'What was it?',
        optional: true,
        lines: true,
        longest: 1500,
        focus: true,
        hint: '“Not known yet” is fine, here and below.',
      }),
      textField({ name: 'fix', label: 'What fixed it?', optional: true, lines: true, longest: 1500 }),
      textField({ name: 'customers', label: 'What did customers feel?', optional: true, lines: true, longest: 1500 }),
      personField({
        name: 'owner',
        label: 'Who owns the post-mortem?',
        optional: true,
        hint: 'The commander, unless you name somebody.',
      }),
      ...(earlier.length === 0 ? [] : [repeatField(earlier)]),
      ...(open.length === 0 ? [] : [context(`On the closing checklist afterwards:\n${open.join('\n')}`)]),
    ],
  });
}

/** The form that calls an incident off. */
export function cancelForm(target: FormTarget, about: FormAbout): ModalView {
  return incidentForm({
    id: modals.cancel,
    title: 'Call off',
    submit: 'Call off',
    target,
    about,
    blocks: [
      choiceField({
        name: 'reason',
        label: 'Why was it no incident?',
        choices: [
          { value: 'nothing was wrong', label: 'Nothing was wrong' },
          { value: 'duplicate', label: 'It is a duplicate of another incident' },
          { value: 'planned work', label: 'It was planned work' },
          { value: 'other', label: 'Something else' },
        ],
      }),
      textField({ name: 'text', label: 'In a sentence', optional: true, longest: 500 }),
    ],
  });
}
