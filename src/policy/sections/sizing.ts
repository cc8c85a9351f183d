import { z } from 'zod';
import type { Containment, OwnMoment, Triage } from '../../domain/runbook-parts.ts';
import { parseSign } from '../parse-sign.ts';
import { cell, keyed, oneOf, section, text } from './section.ts';

const moment = section({
  name: text.describe('How the moment is called: Service restored.'),
  with: oneOf(['investigating', 'identified', 'monitoring', 'resolved'])
    .optional()
    .describe('Set by itself when the incident first gets this status; without it by a person.'),
});

/** Moments of the policy's own. */
export const moments = keyed(
  moment,
  (key, value): OwnMoment => ({ key, name: value.name, with: value.with ?? null }),
).describe('Moments that your report needs besides those that every incident has.');

/** What is asked to size an incident up. */
export const triage = section({
  ask: oneOf(['declare', 'first update']).default('declare').describe('When it is asked.'),
  questions: keyed(text.describe('The question as people read it.'), (key, question) => ({ key, question })).describe(
    'The questions, each by a short name. An answer is never required.',
  ),
})
  .prefault({})
  .transform((value): Triage => value)
  .describe('What is asked to size an incident up.');

/** What makes an incident known. */
export const detection = z
  .array(cell(parseSign))
  .default([])
  .describe('What makes an incident known, a line each: Error rate > 1 %, seen in Grafana.');

const type = section({
  name: text.describe('How the type is called: Database.'),
  hints: z.array(text).min(1).describe('What usually helps, a line each.'),
});

/** Types of incident with what usually contains them. */
export const containment = keyed(type, (key, value): Containment => ({ key, ...value })).describe(
  'Types of incident, and what usually keeps one from growing.',
);
