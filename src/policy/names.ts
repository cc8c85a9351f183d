import { didYouMean } from './did-you-mean.ts';

/** The names that a policy defines: what its other lines can refer to. */
export type Names = { roles: string[]; people: string[]; severities: string[] };

/** What to say of a name that is neither a role nor a person. */
export function unknownName(name: string, { roles, people }: Names): string {
  const known = [...roles, ...people];
  return `${name} is neither under roles nor under people. ${didYouMean(name, known, 'There are')}`;
}
