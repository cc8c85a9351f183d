import type { OutsideMessage } from '../../domain/runbook-parts.ts';
import type { Names } from '../names.ts';
import { severitiesOf } from './named.ts';
import { keyed, nameKey, oneOf, section, text } from './section.ts';

/** Texts for people outside, for somebody to copy and send. */
export function outside(names: Names) {
  const message = section({
    name: text.describe('Where it goes: Status page, E-mail to customers.'),
    template: nameKey.describe('The template that it is made from: a file of the templates folder, without .md.'),
    when: oneOf(['declared', 'investigating', 'identified', 'monitoring', 'resolved']).describe(
      'When it is offered: at the declaration, or when the incident gets this status.',
    ),
    severities: severitiesOf(names).optional().describe('Offered only at these severities.'),
  });
  return keyed(
    message,
    (key, { severities, ...value }): OutsideMessage => ({ key, ...value, severities: severities ?? null }),
  ).describe('Texts for people outside. Muster writes them; a person copies and sends them.');
}
