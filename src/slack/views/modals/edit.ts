import type { ModalView } from '@slack/types';
import type { Incident } from '../../../domain/incident.ts';
import { modals } from '../../ids.ts';
import { longestTitle } from '../../limits.ts';
import { context } from '../build-blocks.ts';
import { boxesField, type Choice, menuField, noticeView, textField } from './fields.ts';
import { type FormAbout, type FormTarget, incidentForm } from './incident-form.ts';

/** An earlier incident whose cause may be the same. */
export type Earlier = { id: string; number: number; title: string };

/**
 * The form that corrects what an incident is called and whom it touches. Until the incident was read there is nothing to
 * correct: fields that are filled in later would not show it.
 */
export function editForm(
  target: FormTarget,
  about: FormAbout,
  incident: Incident | null,
  earlier: readonly Earlier[],
): ModalView {
  if (incident === null) return noticeView('Correct', [context('One moment …')]);
  return incidentForm({
    id: modals.edit,
    title: 'Correct',
    submit: 'Correct',
    target,
    about,
    blocks: [
      textField({
        name: 'title',
        label: 'What is happening?',
        initial: incident.title,
        longest: longestTitle,
        hint: 'The record keeps what it said before. The channel keeps its name.',
      }),
      textField({
        name: 'affected',
        label: 'What is affected?',
        optional: true,
        ...(incident.affected === null ? {} : { initial: incident.affected }),
      }),
      textField({
        name: 'impact',
        label: 'Who feels it, and how?',
        optional: true,
        lines: true,
        ...(incident.impact === null ? {} : { initial: incident.impact }),
      }),
      boxesField({
        name: 'options',
        label: 'Anything special?',
        optional: true,
        ticked: incident.exposure ? ['exposure'] : [],
        choices: [{ value: 'exposure', label: 'Data or access could be exposed' }],
      }),
      ...(earlier.length === 0 && incident.repeatOf === null ? [] : [repeatField(earlier, incident.repeatOf)]),
    ],
  });
}

/** What the field says when the link is taken back. Ids of incidents are longer. */
export const noRepeat = 'none';

/** *Same cause as …*: what was resolved within 90 days; where one is linked, that can be taken back. */
export function repeatField(earlier: readonly Earlier[], linked: Incident['repeatOf'] = null) {
  const others = earlier.filter(({ id }) => id !== linked?.id);
  const back = linked === null ? [] : [{ value: noRepeat, label: `No: INC-${linked.number} had another cause` }];
  return menuField({
    name: 'repeat',
    label: 'Same cause as before?',
    optional: true,
    placeholder: linked === null ? 'Not that we know' : `INC-${linked.number}, as it stands`,
    choices: [
      ...back,
      ...others.map(({ id, number, title }): Choice => ({ value: id, label: `INC-${number} · ${title}` })),
    ],
  });
}
