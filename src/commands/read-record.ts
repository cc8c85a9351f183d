import { type Tx, loadIncident, loadIncidents } from '../db/incidents.ts';
import { readAllEntries, readLatest } from '../db/timeline.ts';
import type { ShownList } from '../domain/checklist-schema.ts';
import type { Incident } from '../domain/incident.ts';
import type { Task } from '../domain/task-schema.ts';
import { type RecordEntry, type RecordPart, partOf } from '../domain/record-parts.ts';

// More than so many incidents that were merged into one, and into each other, are not one stream any more.
const mostParts = 50;

/** The chains that make up an incident's record: its own and those of the incidents that were merged into it, and into them. */
export async function readParts(tx: Tx, root: Incident): Promise<RecordPart[]> {
  const parts: RecordPart[] = [{ id: root.id, of: null, until: root.head.seq }];
  let level = [root];
  while (level.length > 0 && parts.length < mostParts) {
    const absorbed = level.flatMap((one) => one.absorbed).filter(({ id }) => !parts.some((part) => part.id === id));
    const found = await loadIncidents(
      tx,
      absorbed.map(({ id }) => id),
    );
    level = [];
    for (const one of absorbed.slice(0, mostParts - parts.length)) {
      const other = found.find(({ id }) => id === one.id);
      const part = other === undefined ? null : partOf(root, one, other);
      if (other === undefined || part === null) continue;
      parts.push(part);
      level.push(other);
    }
  }
  return parts;
}

/** What was merged into it: its entries, each chain whole up to where it belongs to the record, and its tasks and checklists unless it goes on by itself again. */
export async function readAbsorbed(
  tx: Tx,
  root: Incident,
): Promise<{ of: string; entries: RecordEntry[]; tasks: Task[]; checklists: ShownList[] }[]> {
  const [, ...parts] = root.absorbed.length === 0 ? [] : await readParts(tx, root);
  const all = [];
  for (const { id, of, until } of parts) {
    if (of === null) continue;
    const entries = (await readAllEntries(tx, id)).filter(({ seq }) => seq <= until);
    const other = await loadIncident(tx, id);
    const { tasks, checklists } = other === null || other.merged === null ? { tasks: [], checklists: [] } : other;
    all.push({ of, entries: entries.map((entry) => ({ ...entry, of })), tasks, checklists });
  }
  return all;
}

/** The incidents whose record has this one's in it: those that it was merged into, and those that they were merged into. */
export async function readSurvivors(tx: Tx, id: string): Promise<string[]> {
  const found: string[] = [];
  let level = [id];
  while (level.length > 0 && found.length < mostParts) {
    const facts = await Promise.all(
      level.map((incidentId) => readLatest(tx, { incidentId, kinds: ['merged'], limit: mostParts })),
    );
    const into = facts.flat().flatMap(({ body }) => (typeof body?.['incident'] === 'string' ? [body['incident']] : []));
    level = [...new Set(into)].filter((one) => one !== id && !found.includes(one));
    found.push(...level);
  }
  return found;
}
