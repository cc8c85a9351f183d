import { z } from 'zod';
import type { Upkeep } from '../../domain/runbook-parts.ts';
import type { Names } from '../names.ts';
import { personOf, severitiesOf } from './named.ts';
import { date, section, text } from './section.ts';

/** When the runbook itself is read again. */
export function upkeep(names: Names) {
  return section({
    next_review: date.optional().describe('When this runbook is read again: 2026-12-01.'),
    after: severitiesOf(names).default([]).describe('Severities after whose incidents it is read again.'),
    also: z.array(text).default([]).describe('Other occasions to read it again, in words: a service is added.'),
    owner: personOf(names).optional().describe('Who reads it; a name under people.'),
  })
    .transform(
      (value): Upkeep => ({
        next: value.next_review ?? null,
        after: value.after,
        also: value.also,
        owner: value.owner ?? null,
      }),
    )
    .optional()
    .describe('When this runbook is read again, and by whom.');
}
