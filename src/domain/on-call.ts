import { minutes } from './duration.ts';
import type { Person, Policy, Role } from './policy.ts';

/** Who has a schedule of the pager, and when the pager said so. */
export type OnCall = {
  schedule: string;
  /** Null: nobody has it, or the pager does not know the schedule. */
  person: { pagerId: string; name: string; slack: string | null } | null;
  known: boolean;
  askedAt: Date;
};

/** What came of asking who has a role's schedule. `stranger`: somebody who is not known in Slack. */
export type Duty = { state: 'person' | 'stranger' | 'nobody' | 'unknown'; name: string | null; askedAt: Date };

/** Older than this, what the pager said is shown with its age: it has not answered since. */
export const staleAfter = minutes(10);

/**
 * The policy as it is now: whoever has a role's schedule comes before its primary. Where nobody has it, or nobody whom Slack
 * knows, the primary stays, and the role says why.
 */
export function withOnCall(policy: Policy, onCall: ReadonlyMap<string, OnCall>): Policy {
  if (onCall.size === 0 || !policy.roles.some(({ schedule }) => schedule !== null)) return policy;
  const people = { ...policy.people };
  const roles = policy.roles.map((role): Role => {
    const now = role.schedule === null ? undefined : onCall.get(role.schedule);
    if (now === undefined) return role;
    const { askedAt, person } = now;
    if (person === null) return { ...role, duty: { state: now.known ? 'nobody' : 'unknown', name: null, askedAt } };
    const key = keyOf(policy, person) ?? `on-call-${role.key}`;
    const slack = policy.people[key]?.slack ?? person.slack;
    if (slack === null) return { ...role, duty: { state: 'stranger', name: person.name, askedAt } };
    people[key] = {
      ...(policy.people[key] ?? nobody(key, role)),
      slack,
      name: policy.people[key]?.name ?? person.name,
      pagerduty: person.pagerId,
    };
    const others = [role.primary, role.secondary].filter((other) => other !== key);
    return {
      ...role,
      primary: key,
      secondary: others.find((other) => other !== null) ?? null,
      duty: { state: 'person', name: person.name, askedAt },
    };
  });
  return { ...policy, people, roles };
}

function keyOf(policy: Policy, person: NonNullable<OnCall['person']>): string | null {
  const people = Object.values(policy.people);
  const found =
    people.find(({ pagerduty }) => pagerduty === person.pagerId) ??
    people.find(({ slack }) => slack !== null && slack === person.slack);
  return found?.key ?? null;
}

function nobody(key: string, role: Role): Person {
  return { key, title: role.name, name: null, slack: null, email: null, phone: null, pagerduty: null };
}
