import type { Incident } from '../incident.ts';
import type { Policy } from '../policy.ts';
import { clockOf } from '../zone-time.ts';
import type { Sight } from './plan-line.ts';

/** Who declares: somebody whom the ladder does not call. */
export const declarer = 'U0DECLARER';
/** Who acts as commander where the policy names nobody. */
export const standInCommander = 'U0COMMANDER';

const ownNames: Record<string, { key: string; name: string }> = {
  [declarer]: { key: 'declarer', name: 'the declarer' },
  [standInCommander]: { key: 'commander', name: 'the commander' },
};

/** How people and times are called in the lines of a decision made `now`. */
export function seeThrough(incident: Incident, policy: Policy, now: Date): Sight {
  const people = Object.values(policy.people);
  const local = (at: Date | string) => clockOf(new Date(at), policy.timezone);
  return {
    incident,
    policy,
    nameOf: (user) => {
      const person = people.find(({ slack }) => slack === user);
      if (person !== undefined) return person.name ?? person.title;
      return ownNames[user]?.name ?? (user.startsWith('S') ? `group ${user}` : user);
    },
    keyOf: (user) => people.find(({ slack }) => slack === user)?.key ?? ownNames[user]?.key ?? user,
    clock: (at) => local(at).format(local(at).isSame(local(now), 'day') ? 'HH:mm' : 'ddd D MMM HH:mm'),
  };
}

/** Who is named by an e-mail address or by a name counts as found in Slack: the plan asks nobody. */
export function asIfFound(policy: Policy): Policy {
  const people = Object.entries(policy.people).map(([key, person]) => {
    const found = person.slack ?? (person.email === null ? null : `U0${key.toUpperCase().replace(/[^A-Z0-9]/g, '')}`);
    return [key, { ...person, slack: found }] as const;
  });
  return { ...policy, people: Object.fromEntries(people) };
}
