import dayjs from 'dayjs';
import timezone from 'dayjs/plugin/timezone.js';
import utc from 'dayjs/plugin/utc.js';
import { minutes } from './duration.ts';
import { type Incident, holderOf } from './incident.ts';
import { ladderOf } from './ladder.ts';
import { hasOpenPage } from './open-page.ts';
import { type Policy, personBehind } from './policy.ts';
import { phonesOf } from './rings.ts';

dayjs.extend(utc);
dayjs.extend(timezone);

/** How far back somebody's rest is looked at. Milliseconds. */
export const restLookedBack = minutes(12 * 60);

/** By how many incidents a phone woke somebody, and when last. */
export type Woken = { times: number; last: Date };

// By the clock of whoever sleeps: 22:00 to 07:00.
const nightFrom = 22;
const nightTo = 7;

/** Whether a phone that rings then wakes somebody in that zone. */
export function isNight(at: Date, zone: string): boolean {
  const hour = dayjs(at).tz(zone).hour();
  return hour >= nightFrom || hour < nightTo;
}

/**
 * Whether those incidents woke somebody before that time: a page of one of them was taken by the pager in their night. One that
 * rang again and again counts once. Null: none did.
 */
export function wokenBy(incidents: readonly Incident[], user: string, before: Date, zone: string): Woken | null {
  const since = before.getTime() - restLookedBack;
  const last = incidents.flatMap(({ rings }) => {
    const nights = Object.values(rings)
      .filter((ring) => ring.accepted && phonesOf(ring).includes(user))
      .map(({ at }) => at.getTime())
      .filter((at) => at >= since && at < before.getTime() && isNight(new Date(at), zone));
    return nights.length === 0 ? [] : [Math.max(...nights)];
  });
  return last.length === 0 ? null : { times: last.length, last: new Date(Math.max(...last)) };
}

/**
 * Who could be called instead of somebody, the nearest first: the other one of their role, then whoever else the ladder would
 * reach. Nobody who is in it already: who declared, asks, has answered or a role, or waits to be answered by.
 */
export function alternatesOf(incident: Incident, policy: Policy, user: string, by: string | null, now: Date): string[] {
  const slackOf = (key: string | null): string | null => (key === null ? null : (policy.people[key]?.slack ?? null));
  const others = policy.roles.flatMap(({ primary, secondary }) => {
    if (slackOf(primary) === user) return [slackOf(secondary)];
    return slackOf(secondary) === user ? [slackOf(primary)] : [];
  });
  const ladder = ladderOf(incident, policy).filter(({ kind }) => kind === 'reach');
  const next = ladder.map(({ target }) => holderOf(incident, target) ?? personBehind(policy, target)?.slack ?? null);
  const busy = new Set([
    user,
    by,
    incident.declaredBy,
    ...incident.acknowledgements.map((ack) => ack.user),
    ...Object.values(incident.roles).map((role) => role.user),
  ]);
  return [...new Set([...others, ...next])].filter(
    (one): one is string => one !== null && !busy.has(one) && !hasOpenPage(incident, one, now),
  );
}
