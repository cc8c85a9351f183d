import dayjs from 'dayjs';
import utc from 'dayjs/plugin/utc.js';
import { localDay } from './duration.ts';
import type { Person, Policy, Role } from './policy.ts';
import { addDays, momentAt } from './zone-time.ts';

dayjs.extend(utc);

/** Who has each schedule now, by the id of the schedule: a key of the policy's people, or a Slack member id. */
export type Shifts = Readonly<Record<string, string>>;

/** A turn of the rotation: from midnight to midnight where the policy is. `roles`: role → key of the policy's people. */
export type Turn = { from: Date; to: Date; roles: Record<string, string> };

/** The policy as it is at that moment: each role's primary is who is on duty. Before the first turn the roles' own primaries hold. */
export function onDuty(policy: Policy, now: Date, shifts: Shifts = {}): Policy {
  const turn = turnAt(policy, now);
  if (turn === null && Object.keys(shifts).length === 0) return policy;
  const people = { ...policy.people };
  const roles = policy.roles.map((role) => {
    const who = (role.schedule === null ? undefined : shifts[role.schedule]) ?? turn?.roles[role.key];
    if (who === undefined || who === role.primary) return role;
    people[who] ??= memberOnly(who);
    return withPrimary(role, who);
  });
  return { ...policy, people, roles };
}

/** The turn of the rotation at that moment; null without a rotation, and before its first turn. */
export function turnAt(policy: Pick<Policy, 'rotation' | 'timezone'>, at: Date): Turn | null {
  const { rotation, timezone: zone } = policy;
  if (rotation === null) return null;
  // By the calendar: a week in which the clocks change has seven days, too.
  const days = dayjs.utc(localDay(at, { timezone: zone })).diff(dayjs.utc(rotation.starts), 'day');
  if (days < 0) return null;
  const number = Math.floor(days / rotation.days);
  const roles = rotation.turns[number % rotation.turns.length];
  if (roles === undefined) return null;
  const midnight = (turns: number): Date => momentAt(addDays(rotation.starts, turns * rotation.days), 0, zone);
  return { from: midnight(number), to: midnight(number + 1), roles };
}

/** The turn that comes after that moment; before the rotation begins it is the first. */
export function turnAfter(policy: Pick<Policy, 'rotation' | 'timezone'>, at: Date): Turn | null {
  const { rotation, timezone: zone } = policy;
  const now = turnAt(policy, at);
  if (now !== null) return turnAt(policy, now.to);
  return rotation === null ? null : turnAt(policy, momentAt(rotation.starts, 0, zone));
}

// Whoever stands in is still somebody else.
function withPrimary(role: Role, primary: string): Role {
  return { ...role, primary, secondary: role.secondary === primary ? role.primary : role.secondary };
}

function memberOnly(member: string): Person {
  return { key: member, title: member, name: null, slack: member, email: null, phone: null, pagerduty: null };
}
