import { z } from 'zod';
import type { Expert } from '../../domain/runbook-parts.ts';
import type { Names } from '../names.ts';
import { personOf } from './named.ts';
import { keyed, section, text } from './section.ts';

/** Who knows what: people to engage by subject. */
export function experts(names: Names) {
  const expert = section({
    name: text.describe('How the expert is called: Database Administrator.'),
    people: z.array(personOf(names)).min(1).describe('Who it is, in the order in which they are asked.'),
  });
  return keyed(expert, (key, value): Expert => ({ key, ...value })).describe(
    'Experts by subject: /incident engage database asks the one whose name here is database.',
  );
}
