import type { Incident } from './incident.ts';
import type { Entry, FactKind } from './timeline.ts';

/** What somebody who comes late wants of the timeline: how it went, and what people found, did and plan. */
export type CatchUp = { turns: Entry[]; tried: Tried[] };

/** Something that a person said on the record. `number` is an update's; null for a note and for a pinned message. */
export type Tried = {
  what: 'update' | 'note' | 'message';
  at: Date;
  by: string | null;
  number: number | null;
  parts: { part: 'text' | 'know' | 'done' | 'next'; text: string }[];
};

/** The turns that an incident takes. */
export const turnKinds = [
  'severityChanged',
  'statusChanged',
  'resolved',
  'closed',
  'reopened',
  'cancelled',
] as const satisfies readonly FactKind[];

/** Where people said what they found and did. */
export const triedKinds = [
  'updatePosted',
  'note',
  'messagePinned',
  'messageEdited',
] as const satisfies readonly FactKind[];

/** How many turns and how many sayings a catch-up shows: the latest. */
export const mostShown = 5;

/** The latest of both, in order, from entries in any order. What was taken off the timeline or redacted is not in it. */
export function catchUpOf(incident: Pick<Incident, 'pinned'>, entries: readonly Entry[]): CatchUp {
  const ordered = entries.toSorted((a, b) => a.seq - b.seq);
  const kinds: readonly FactKind[] = turnKinds;
  return {
    turns: ordered.filter(({ kind, body }) => body !== null && kinds.includes(kind)).slice(-mostShown),
    tried: ordered
      .flatMap((entry) => triedIn(entry, incident, ordered) ?? [])
      .toSorted((a, b) => a.at.getTime() - b.at.getTime())
      .slice(-mostShown),
  };
}

function triedIn(entry: Entry, incident: Pick<Incident, 'pinned'>, all: Entry[]): Tried | null {
  const { kind, at, actor } = entry;
  if (kind === 'updatePosted') {
    const parts = (['text', 'know', 'done', 'next'] as const).flatMap((part) => said(entry, part));
    // "No change" alone tells nothing to who does not know what did not change.
    return parts.length === 0 ? null : { what: 'update', at, by: actor, number: numberIn(entry), parts };
  }
  if (kind === 'note') {
    const parts = said(entry, 'text');
    return parts.length === 0 ? null : { what: 'note', at, by: actor, number: null, parts };
  }
  if (kind !== 'messagePinned' || entry.source === null || !incident.pinned.includes(entry.source)) return null;
  const latest = all.findLast(
    (one) => one.source === entry.source && one.seq >= entry.seq && 'text' in (one.body ?? {}),
  );
  const parts = latest === undefined ? [] : said(latest, 'text');
  const author = entry.body?.author;
  const by = typeof author === 'string' ? author : null;
  return parts.length === 0 ? null : { what: 'message', at, by, number: null, parts };
}

function said<Part extends Tried['parts'][number]['part']>(
  { body }: Entry,
  part: Part,
): { part: Part; text: string }[] {
  const text = body?.[part];
  return typeof text === 'string' && text.trim() !== '' ? [{ part, text }] : [];
}

function numberIn({ body }: Entry): number | null {
  return typeof body?.number === 'number' ? body.number : null;
}
