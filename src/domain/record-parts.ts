import { type Incident, nameOf } from './incident.ts';
import type { Entry } from './timeline.ts';

/** A chain of the record: the incident's own (`of` null), or that of one that was merged into it, up to entry `until`. */
export type RecordPart = { id: string; of: string | null; until: number };

/** An entry of the record; `of` names the incident that it was recorded for, null for the record's own. */
export type RecordEntry = Entry & { of: string | null };

/** What belongs to the record of one that was merged; null where its readers may not know of it. */
export function partOf(root: Incident, absorbed: Incident['absorbed'][number], other: Incident): RecordPart | null {
  // Made private after the merge: its members alone read it.
  if (other.private && !root.private) return null;
  return { id: other.id, of: nameOf(other), until: absorbed.until ?? other.head.seq };
}

/** In the order in which things were recorded. Each chain keeps its own order. */
export function inOrder(entries: RecordEntry[]): RecordEntry[] {
  return entries.toSorted(
    (a, b) =>
      a.recordedAt.getTime() - b.recordedAt.getTime() || (a.of ?? '').localeCompare(b.of ?? '') || a.seq - b.seq,
  );
}
