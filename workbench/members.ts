import type { Person } from '../sandbox/state/people.ts';
import type { Policy } from '../src/domain/policy.ts';

/** Members of the workspace for whoever the policy names by title. */
export function membersOf({ people }: Policy): Person[] {
  return Object.entries(people).map(([key, { title }]) => ({ realName: title, name: key, id: memberId(key) }));
}

/** The policy with the ids of those members. */
export function asMembers(policy: Policy): Policy {
  const people = Object.entries(policy.people).map(
    ([key, person]) => [key, { ...person, slack: memberId(key) }] as const,
  );
  return { ...policy, people: Object.fromEntries(people) };
}

/** The id of the member who stands for somebody of the policy. */
export function memberId(key: string): string {
  return `U01${key.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')}0001`;
}
