import { UserError } from '../errors.ts';
import { type ShownList, closureKey } from './checklist-schema.ts';
import { type Incident, holderOf, isOpen, nameOf } from './incident.ts';
import type { Policy } from './policy.ts';
import { type Checklist, isForSeverity } from './runbook-parts.ts';

/** The lists of the policy that an incident of that severity has. */
export function listsFor(policy: Policy, severity: string): Checklist[] {
  return policy.checklists.filter((list) => list.items.length > 0 && isForSeverity(list, severity));
}

/** Whether the moment of a list is now. What was to be ticked while the fix was watched is still open where nobody watched it. */
export function hasCome(show: Checklist['show'], incident: Incident): boolean {
  switch (show) {
    case 'declared':
      return isOpen(incident);
    case 'command':
      return isOpen(incident) && holderOf(incident, 'commander') !== null;
    case 'monitoring':
      // A backfill was watched, or not, before anybody could tick it here.
      return incident.status === 'monitoring' || (incident.status === 'resolved' && incident.kind !== 'backfill');
    case 'resolved':
      return incident.status === 'resolved';
  }
}

/** The lists of the policy that this incident has not come to. */
export function listsToCome(incident: Incident, policy: Policy): Checklist[] {
  if (!isOpen(incident)) return [];
  return listsFor(policy, incident.severity).filter(
    ({ key }) => !incident.checklists.some((shown) => shown.key === key),
  );
}

/** The boxes of a list that nobody has ticked. */
export function openBoxes({ items }: Pick<ShownList, 'items'>): string[] {
  return items.filter(({ doneAt }) => doneAt === null).map(({ text }) => text);
}

/** Whether its boxes can be ticked: an incident that was called off or merged is nobody's work any more. */
export function takesTicks({ status }: Pick<Incident, 'status'>): boolean {
  return status !== 'cancelled' && status !== 'merged';
}

/** Who is reminded of a list, and whether anything of it is left for them; null for one that asks nothing. */
export function reminderOf(incident: Incident, list: ShownList): { owner: string; due: Date; left: number } | null {
  // What belongs to the response is not asked for after it, and the other way round when it goes on again.
  if (list.due === null || (list.show === 'resolved') === isOpen(incident)) return null;
  const open = openBoxes(list).length;
  const ended = !takesTicks(incident) || (list.key === closureKey && incident.status !== 'resolved');
  const owner = isOpen(incident) ? holderOf(incident, 'commander') : (incident.resolution?.owner ?? null);
  return { owner: owner ?? incident.declaredBy, due: list.due, left: ended ? 0 : open };
}

/** The list of that key, or a refusal that says which there are. */
export function requireList(incident: Incident, key: string): ShownList {
  const found = incident.checklists.find((list) => list.key === key);
  if (found !== undefined) return found;
  const names = incident.checklists.map(({ name }) => `“${name}”`).join(', ');
  throw new UserError(
    'no-such-list',
    `${nameOf(incident)} has no checklist “${key.slice(0, 60)}” now.`,
    names === '' ? 'It has none so far.' : `It has: ${names}.`,
  );
}

/** The lists that a person means by a word: that name or key, else all whose name has the word in it. */
export function listsNamed<List extends Pick<Checklist, 'key' | 'name'>>(lists: readonly List[], word: string): List[] {
  const wanted = word.trim().toLowerCase();
  const exact = lists.filter(({ key, name }) => key.toLowerCase() === wanted || name.toLowerCase() === wanted);
  return exact.length > 0 ? exact : lists.filter(({ name }) => name.toLowerCase().includes(wanted));
}

/** What speaks against resolving now; null where nothing does. It never forbids. */
export type Caution = {
  /** The fix has to be watched for `of`, and was for `watched`. Milliseconds; null where it was watched long enough. */
  soak: { watched: number; of: number } | null;
  /** Boxes of the lists of the watching that nobody has ticked. */
  open: { name: string; items: string[] }[];
};

/** What the policy wants to have seen before it is resolved and has not. */
export function cautionOf(incident: Incident, policy: Policy, now: Date): Caution | null {
  const watching = incident.status === 'monitoring';
  const watched = watching ? Math.max(0, now.getTime() - incident.statusSince.getTime()) : 0;
  const soak = watched < policy.soak ? { watched, of: policy.soak } : null;
  const shown = incident.checklists.filter(({ show }) => show === 'monitoring');
  const toCome = listsToCome(incident, policy).filter(({ show }) => show === 'monitoring');
  const open = [
    ...shown.map((list) => ({ name: list.name, items: openBoxes(list) })),
    ...toCome.map(({ name, items }) => ({ name, items })),
  ].filter(({ items }) => items.length > 0);
  return soak === null && open.length === 0 ? null : { soak, open };
}

/** What is to be ticked once it is resolved, as far as nobody has; of an incident that is not known yet what every one has. */
export function listsAfterwards(incident: Incident | null, policy: Policy): { name: string; items: string[] }[] {
  const lists =
    incident === null
      ? policy.checklists.filter(({ severities }) => severities === null)
      : listsFor(policy, incident.severity);
  return lists
    .filter(({ show }) => show === 'resolved')
    .map((list) => {
      const shown = incident?.checklists.find(({ key }) => key === list.key);
      return { name: list.name, items: shown === undefined ? list.items : openBoxes(shown) };
    })
    .filter(({ items }) => items.length > 0);
}

/** Some boxes of one list, as one message has room for them. `to` is behind the last. */
export type ListPart = { list: string; from: number; to: number };

// A group of Slack's boxes takes ten; with the words of who ticked them, so many fit into one message.
const mostBoxes = 20;
const mostLists = 6;

/** Lists one after the other, in as few messages as they need with so many boxes in each. */
export function pagesOf(lists: readonly Pick<ShownList, 'key' | 'items'>[], boxes = mostBoxes): ListPart[][] {
  const pages: ListPart[][] = [];
  let room = 0;
  for (const { key, items } of lists)
    for (let from = 0; from < items.length; ) {
      const page = pages.at(-1);
      const whole = items.length - from;
      // A list that fits into a message of its own is not torn apart.
      if (page === undefined || page.length === mostLists || room < Math.min(whole, boxes)) {
        pages.push([]);
        room = boxes;
      }
      const to = from + Math.min(whole, room);
      pages.at(-1)?.push({ list: key, from, to });
      room -= to - from;
      from = to;
    }
  return pages;
}
