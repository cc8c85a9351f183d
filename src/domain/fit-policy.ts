import type { Incident } from './incident.ts';
import type { Policy, Role, Severity } from './policy.ts';

/**
 * A policy that stands in for the one that an incident was declared under, which cannot be read any more. What it lacks of that
 * incident is made up without calling anybody: a severity whose ladder is empty, a role that nobody is named for.
 */
export function fitPolicy(policy: Policy, incident: Incident): Policy {
  const { severity, roles, handovers, plannedHandovers } = incident;
  const known = new Set(policy.roles.map(({ key }) => key));
  const missing = new Set(
    [roles, handovers, plannedHandovers].flatMap((by) => Object.keys(by)).filter((key) => !known.has(key)),
  );
  const lowest = policy.severities.at(-1);
  const isKnown = lowest === undefined || policy.severities.some(({ key }) => key === severity);
  if (isKnown && missing.size === 0) return policy;
  return {
    ...policy,
    severities: isKnown ? policy.severities : [...policy.severities, quiet(severity, lowest)],
    roles: [...policy.roles, ...[...missing].map(nobodys)],
  };
}

function quiet(key: string, like: Severity): Severity {
  return { ...like, key, rank: like.rank + 1, name: key, invite: [], ladder: [], privateLadder: [] };
}

function nobodys(key: string): Role {
  return { key, name: key, button: `Take ${key}`, primary: null, secondary: null, schedule: null };
}
