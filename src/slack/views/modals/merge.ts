import type { ModalView } from '@slack/types';
import { type Incident, nameOf } from '../../../domain/incident.ts';
import type { Policy } from '../../../domain/policy.ts';
import { modals } from '../../ids.ts';
import { context, section } from '../build-blocks.ts';
import { oneLine } from '../escape-text.ts';
import { severityName, statusName } from '../name-things.ts';
import { choiceField, menuField, noticeView } from './fields.ts';
import { type FormTarget, incidentForm } from './incident-form.ts';

/** How many incidents the form looks at: Slack's menus hold a hundred. */
export const mostOffered = 101;

/** The form that merges: which one is the same, and which of the two goes on. `known` is null until it was looked up. */
export function mergeForm(
  policy: Policy,
  target: FormTarget,
  known: { incident: Incident; others: Incident[] } | null,
): ModalView {
  if (known === null) return noticeView('Merge', [section('I am looking for what is open …')]);
  const { incident, others } = known;
  if (others.length === 0)
    return noticeView('Merge', [
      section(`Nothing else is open that ${nameOf(incident)} could be merged with.`),
      context('A drill is never merged with a real incident, nor a private one with one that everybody reads.'),
    ]);
  const now = `Now ${severityName(policy, incident.severity)}, ${statusName(policy, incident.status).toLowerCase()}`;
  return incidentForm({
    id: modals.merge,
    title: 'Merge',
    submit: 'Merge',
    target,
    about: { number: incident.number, title: incident.title, now },
    blocks: [
      menuField({
        name: 'other',
        label: 'Which one is the same?',
        choices: others.map(({ id, number, title }) => ({ value: id, label: `INC-${number} ${oneLine(title, 60)}` })),
      }),
      choiceField({
        name: 'survivor',
        label: 'Which of the two goes on?',
        initial: 'other',
        choices: [
          { value: 'other', label: 'The one chosen above' },
          { value: 'own', label: `${nameOf(incident)}, this one` },
        ],
      }),
      context(
        'The other one stops: nobody is called for it any more, its people are invited into the channel of the one that goes on, and its record becomes part of that one. Its roles are not carried over. It can be undone for 30 minutes.',
      ),
    ],
  });
}
