import type { ModalView } from '@slack/types';
import { modals } from '../../ids.ts';
import { section } from '../build-blocks.ts';
import { textField } from './fields.ts';
import { type FormAbout, type FormTarget, incidentForm } from './incident-form.ts';

/** The form that erases an entry of the timeline. It says what cannot be undone before anybody submits it. */
export function redactForm(target: FormTarget, about: FormAbout): ModalView {
  return incidentForm({
    id: modals.redact,
    title: 'Redact',
    submit: 'Erase for good',
    target,
    about,
    blocks: [
      section(
        'What the entry says goes from the record, from my messages and from the post-mortem. That somebody redacted it stays. This cannot be undone.',
      ),
      textField({ name: 'entry', label: 'Which entry? The number before its line', longest: 8, focus: true }),
      textField({ name: 'why', label: 'Why?', optional: true, longest: 500, placeholder: 'A customer’s name' }),
    ],
  });
}
