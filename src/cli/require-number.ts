import { numberOf } from '../domain/number-of.ts';
import { UserError } from '../errors.ts';

/** The number of the incident that was named on the command line. */
export function requireNumber(name: string | undefined): number {
  const number = numberOf(name ?? '');
  if (number !== null) return number;
  throw new UserError(
    'no-number',
    `${name === undefined ? 'No incident was named' : `"${name}" is not the name of an incident`}.`,
    'Write it like INC-42.',
  );
}
