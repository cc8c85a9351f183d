import { type FollowUp, followUpsOf } from './follow-ups.ts';
import type { Glance } from './glance.ts';
import { type Incident, isOpen } from './incident.ts';
import { isInsider } from './is-insider.ts';
import { asksOf } from './my-part.ts';
import type { Policy } from './policy.ts';
import { openTasks } from './tasks.ts';

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

/** Something that one person has to do; `due` is null where nobody said when. `key` is its id within the incident. */
export type Owed = {
  incident: Incident;
  what: FollowUp['what'] | 'task';
  key: string;
  text: string | null;
  due: Date | null;
  left: number | null;
};

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
  policyOf: (incident: Incident) => Policy,
): Home {
  const asked = read.open.filter((one) => !isInsider(one, user) && asksOf(one, user).length > 0);
  const mine = [...read.mine, ...asked].toSorted((a, b) => byUrgency(a, b, user));
  const others = read.open.filter((one) => !one.private && !mine.some(({ id }) => id === one.id));
  const owed = read.owing
    .flatMap((one) => owedIn(one, user, policyOf(one)))
    .toSorted((a, b) => (timeOf(a) === timeOf(b) ? 0 : timeOf(a) - timeOf(b)));
  return {
    mine: mine.slice(0, mostMine),
    others: others.slice(0, mostOthers),
    owed: owed.slice(0, mostOwed),
    glance: read.glance,
    more: { mine: mine.length > mostMine, others: others.length > mostOthers, owed: owed.length > mostOwed },
  };
}

/** Every incident that it names. */
export function namedOn({ mine, others, owed }: Home): Incident[] {
  const all = [...mine, ...others, ...owed.map(({ incident }) => incident)];
  return [...new Map(all.map((incident) => [incident.id, incident])).values()];
}

// While the work goes on, what comes after it is not due.
function owedIn(incident: Incident, user: string, policy: Policy): Owed[] {
  const items = followUpsOf(incident, policy).filter(({ what, owner, done }) => {
    const counts = what === 'action' || what === 'checklist' || !isOpen(incident);
    return counts && owner === user && !done;
  });
  const keys = new Set(items.map(({ key }) => key));
  const tasks = openTasks(incident).filter(({ id, owner }) => owner === user && !keys.has(id));
  return [
    ...items.map(({ what, key, text, due, left }) => ({ incident, what, key, text, due, left })),
    ...tasks.map(({ kind, id, text, due }) => ({ incident, what: kind, key: id, text, due, left: null })),
  ];
}

function timeOf({ due }: Owed): number {
  return due?.getTime() ?? Infinity;
}

// First what waits for an answer, then what waits for an update, the longest due before the rest, then the newest.
function byUrgency(a: Incident, b: Incident, user: string): number {
  const [left, right] = [waitOf(a, user), waitOf(b, user)];
  return left === right ? b.number - a.number : left - right;
}

/** Since when something waits, as a number to sort by. */
function waitOf(incident: Incident, user: string): number {
  const asks = asksOf(incident, user);
  if (asks.some(({ type }) => type !== 'update')) return -Infinity;
  const [update] = asks.flatMap((ask) => (ask.type === 'update' ? [ask.due.getTime()] : []));
  return update ?? Infinity;
}
