import { grantWords } from '../domain/permissions.ts';
import { didYouMean } from './did-you-mean.ts';
import type { Names } from './names.ts';
import { type Parsed, quote } from './parse-duration.ts';

// What can only be said of an incident that exists.
const later = ['declarer', 'members'];
const id = /^[UWS][A-Z0-9]{6,}$/;

/** One item of a permission: a word, a name of roles or people, the id of a member or of a user group. */
export function parseGrant(value: string, names: Names): Parsed<string> {
  const { roles, people } = names;
  const named = [...roles, ...people].includes(value);
  if (grantWords.some((word) => word === value)) {
    return named
      ? {
          problem: `${value} is a role or a person here and a word of permissions, too. Rename the role or the person.`,
        }
      : { value };
  }
  // Every policy has a commander; one that dropped it hears so once, at its roles.
  if (named || id.test(value) || value === 'commander') return { value };
  if (value.startsWith('@'))
    return {
      problem: `${quote(value)} is a handle. Write a name of roles or people, a member id (U0123ABCD) or the id of a user group (S0123ABCD).`,
    };
  const known = [...grantWords, ...roles, ...people];
  return { problem: `${value} is nobody that a permission can name. ${didYouMean(value, known, 'There are')}` };
}

/** The same for what is asked before there is an incident: nobody has a role in it yet. */
export function parseGrantBefore(value: string, names: Names): Parsed<string> {
  if (names.roles.includes(value) || later.includes(value))
    return {
      problem: `${value} says nothing before there is an incident. Write everyone, people, member ids or user groups.`,
    };
  return parseGrant(value, names);
}
