import { type FollowUp, followUpsOf } from './follow-ups.ts';
import type { Glance } from './glance.ts';
import { type Incident, isOpen } from './incident.ts';
import { isInsider } from './is-insider.ts';
import { asksOf } from './my-part.ts';
import type { Policy } from './policy.ts';

/** What one person sees at home, as the record has it now. */
export type Home = {
  /** Open, and the person is in it, what waits for an answer first. Private ones that they are only asked into are in it, too. */
  mine: Incident[];
  /** Open, and the person is not in it. */
  others: Incident[];
  /** What the person has to do that has a time, the soonest first. */
  owed: Owed[];
  glance: Glance;
  /** Of which there are more than are told. */
  more: { mine: boolean; others: boolean; owed: boolean };
};

/** Something that one person has to do. */
export type Owed = { incident: Incident; item: FollowUp };

// What one person can keep in view; the list has the rest.
const mostMine = 8;
const mostOthers = 8;
const mostOwed = 12;

/**
 * One person's home. `mine` are open incidents that they are in, `open` the latest open ones of all, `owing` those in which
 * they may have something to do. Of a private incident only its members see that there is one.
 */
export function homeOf(
  user: string,
  read: { mine: Incident[]; open: Incident[]; owing: Incident[]; glance: Glance },
  policy: Policy,
): Home {
  const asked = read.open.filter((one) => !isInsider(one, user) && asksOf(one, user).length > 0);
  const mine = [...read.mine, ...asked].toSorted((a, b) => urgency(a, user) - urgency(b, user) || b.number - a.number);
  const others = read.open.filter((one) => !one.private && !mine.some(({ id }) => id === one.id));
  const owed = read.owing
    .flatMap((incident) => followUpsOf(incident, policy).map((item) => ({ incident, item })))
    .filter(({ incident, item }) => item.owner === user && !item.done && (item.what === 'action' || !isOpen(incident)))
    .toSorted((a, b) => a.item.due.getTime() - b.item.due.getTime());
  return {
    mine: mine.slice(0, mostMine),
    others: others.slice(0, mostOthers),
    owed: owed.slice(0, mostOwed),
    glance: read.glance,
    more: { mine: mine.length > mostMine, others: others.length > mostOthers, owed: owed.length > mostOwed },
  };
}

// First what waits for an answer, then what waits for an update, then the rest.
function urgency(incident: Incident, user: string): number {
  const asks = asksOf(incident, user);
  if (asks.some(({ type }) => type !== 'update')) return 0;
  return asks.length > 0 ? 1 : 2;
}
