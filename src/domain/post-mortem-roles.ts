import { intervalsOf } from './intervals.ts';
import { type Policy, roleOf, titleOf } from './policy.ts';
import type { Entry } from './timeline.ts';

/** Somebody's interval in a role, as the post-mortem shows it; `to` is null for who has it still. */
export type ToldInterval = { role: string; person: string; from: string; to: string | null };

/** Each interval of each role, in the policy's order of roles; told by the timeline, so also what was handed over. `ended`: when the incident did, for who has it still. */
export function tellIntervals(
  entries: readonly Entry[],
  { policy, ended }: { policy: Policy; ended: Date | null },
  show: { person: (user: string) => string; time: (at: Date) => string },
): ToldInterval[] {
  const order = (role: string) => policy.roles.findIndex((one) => one.key === role);
  return intervalsOf(entries)
    .sort((a, b) => order(a.role) - order(b.role) || a.from.getTime() - b.from.getTime())
    .map(({ to, ...interval }) => ({ ...interval, to: to ?? ended }))
    .map(({ role, user, from, to }) => ({
      role: order(role) < 0 ? titleOf(policy, role) : roleOf(policy, role).name,
      person: show.person(user),
      from: show.time(from),
      to: to === null ? null : show.time(to),
    }));
}
