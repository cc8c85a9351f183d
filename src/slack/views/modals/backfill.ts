import type { ModalView } from '@slack/types';
import type { Policy } from '../../../domain/policy.ts';
import { modals } from '../../ids.ts';
import { longestTitle } from '../../limits.ts';
import { context } from '../build-blocks.ts';
import { severityName } from '../name-things.ts';
import { boxesField, choiceField, formView, textField, timeField } from './fields.ts';

/** What the form begins with. */
export type BackfillForm = { policy: Policy; channel: string | null; title?: string; severity?: string | null };

/** The form that records an incident which is over. */
export function backfillForm({ policy, channel, title, severity }: BackfillForm): ModalView {
  return formView({
    id: modals.backfill,
    title: 'Record a past incident',
    submit: 'Record',
    metadata: channel === null ? {} : { channel },
    blocks: [
      context('Nobody is called, nothing is announced, and no timer starts. Times are in your time zone.'),
      textField({
        name: 'title',
        label: 'What happened?',
        longest: longestTitle,
        focus: true,
        ...(title ? { initial: title } : {}),
      }),
      choiceField({
        name: 'severity',
        label: 'Severity',
        optional: true,
        initial: severity ?? null,
        choices: policy.severities.map(({ key, means }) => ({
          value: key,
          label: severityName(policy, key),
          description: means,
        })),
      }),
      timeField({ name: 'impactStarted', label: 'When did the impact start?', optional: true }),
      timeField({ name: 'detected', label: 'When was it detected?', optional: true }),
      timeField({ name: 'declared', label: 'When was it taken up?' }),
      timeField({ name: 'mitigated', label: 'When did users no longer feel it?', optional: true }),
      timeField({ name: 'resolved', label: 'When was it resolved?' }),
      textField({ name: 'affected', label: 'What was affected?', optional: true }),
      textField({ name: 'impact', label: 'Who felt it, and how?', optional: true, lines: true }),
      textField({ name: 'what', label: 'What was it?', optional: true, lines: true, longest: 1500 }),
      textField({ name: 'fix', label: 'What fixed it?', optional: true, lines: true, longest: 1500 }),
      textField({ name: 'customers', label: 'What did customers feel?', optional: true, lines: true, longest: 1500 }),
      boxesField({
        name: 'options',
        label: 'Anything special?',
        optional: true,
        choices: [
          { value: 'exposure', label: 'Data or access could have been exposed' },
          { value: 'private', label: 'Private' },
        ],
      }),
    ],
  });
}
