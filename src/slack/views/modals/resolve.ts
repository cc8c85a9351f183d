import type { ModalView } from '@slack/types';
import type { Caution } from '../../../domain/checklists.ts';
import { count } from '../../../domain/wording.ts';
import { modals } from '../../ids.ts';
import { context, section } from '../build-blocks.ts';
import { oneLine } from '../escape-text.ts';
import { durationOf } from '../tell-time.ts';
import { choiceField, personField, textField } from './fields.ts';
import { type Earlier, repeatField } from './edit.ts';
import { type FormAbout, type FormTarget, incidentForm } from './incident-form.ts';

/**
 * The form that resolves. `caution` says what the policy wants to have seen before, `afterwards` are the lists that come then:
 * shown, not enforced.
 */
export function resolveForm(
  target: FormTarget,
  about: FormAbout,
  {
    caution,
    afterwards,
    earlier,
  }: { caution: Caution | null; afterwards: { name: string; items: string[] }[]; earlier: readonly Earlier[] },
): ModalView {
  return incidentForm({
    id: modals.resolve,
    title: 'Resolve',
    submit: 'Resolve',
    target,
    about,
    blocks: [
      ...(caution === null ? [] : [section(cautionText(caution))]),
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
      ...afterwards
        .slice(0, 5)
        .map(({ name, items }) => context(`*${oneLine(name, 100)}* comes afterwards:\n${bullets(items)}`)),
    ],
  });
}

/** `The fix was watched for 12 of 30 min; 3 boxes are open`: what the policy wants to have seen before. It never forbids. */
export function cautionLine({ soak, open }: Caution): string {
  const boxes = open.reduce((sum, { items }) => sum + items.length, 0);
  const parts = [
    ...(soak === null ? [] : [soakPart(soak)]),
    ...(boxes === 0 ? [] : [`${count(boxes, 'box is', 'boxes are')} open`]),
  ];
  const line = parts.join('; ');
  return `${line.charAt(0).toUpperCase()}${line.slice(1)}`;
}

function soakPart({ watched, of }: NonNullable<Caution['soak']>): string {
  const whole = durationOf(of);
  if (watched < 60_000) return `the fix was not watched (the policy asks for ${whole})`;
  // Of an hour and more the parts have units of their own.
  const part = of < 60 * 60_000 ? String(Math.floor(watched / 60_000)) : durationOf(watched);
  return `the fix was watched for ${part} of ${whole}`;
}

function cautionText(caution: Caution): string {
  const lists = caution.open
    .slice(0, 4)
    .map(({ name, items }) => `${oneLine(name, 100)}:\n${bullets(items.slice(0, 5))}${items.length > 5 ? '\n…' : ''}`);
  return [`*${cautionLine(caution)}.* You can resolve all the same.`, ...lists].join('\n');
}

function bullets(items: readonly string[]): string {
  return items
    .slice(0, 12)
    .map((item) => `• ${oneLine(item, 100)}`)
    .join('\n');
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
