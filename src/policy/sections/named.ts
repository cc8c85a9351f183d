import { z } from 'zod';
import { didYouMean } from '../did-you-mean.ts';
import { type Names, unknownName } from '../names.ts';
import { type Parsed, quote } from '../parse-duration.ts';
import { cell } from './section.ts';

/** A Slack member id. */
export const memberId = /^[UW][A-Z0-9]{6,}$/;
/** The id of a Slack user group. */
const groupId = /^S[A-Z0-9]{6,}$/;

/** A key of people. */
export function personOf({ people }: Names) {
  return cell((value) => listed(value, people, 'people'));
}

/** Some severities. */
export function severitiesOf({ severities }: Names) {
  return z.array(cell((value) => listed(value, severities, 'severities')));
}

/** Some roles. */
export function rolesOf({ roles }: Names) {
  return z.array(cell((value) => listed(value, roles, 'roles')));
}

/** A key of a map that has to be one of `known`. */
export function keyOf(known: readonly string[], what: string) {
  return z.string().refine((value) => known.includes(value), {
    error: ({ input }) => `is not under ${what}. ${didYouMean(String(input), known, 'There are')}`,
  });
}

/** Whoever can be invited. */
export function inviteeOf(names: Names) {
  return cell((value): Parsed<string> => {
    if (names.roles.includes(value) || names.people.includes(value)) return { value };
    if (memberId.test(value) || groupId.test(value)) return { value };
    if (value.startsWith('@'))
      return {
        problem: `${quote(value)} is a handle. Write a name of people or roles, a member id (U0123ABCD) or the id of a user group (S0123ABCD).`,
      };
    return { problem: unknownName(value, names) };
  });
}

function listed(value: string, known: readonly string[], what: string): Parsed<string> {
  if (known.includes(value)) return { value };
  return { problem: `${value} is not under ${what}. ${didYouMean(value, known, 'There are')}` };
}
