import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Incident } from '../domain/incident.ts';
import { type Entry, type Fact, type FactKind, makeEntry } from '../domain/timeline.ts';
import type { TimelineEntryModel } from './generated/models.ts';
import type { Tx } from './incidents.ts';

const pageSize = 500;

/** Chains facts behind the incident's last entry and moves its head. */
export function chain(incident: Incident, facts: readonly Fact[], now: Date): Entry[] {
  return facts.map((fact) => {
    const { seq, hash } = incident.head;
    const entry = makeEntry({ fact, seq: seq + 1, previousHash: hash, salt: randomBytes(16).toString('hex'), now });
    incident.head = { seq: entry.seq, hash: entry.hash };
    return entry;
  });
}

/** Stores entries: `$1` is the incident, `$2` its workspace, `$3` the entries as JSON. */
export const insertEntries = `
  INSERT INTO timeline_entry (incident_id, seq, workspace, at, recorded_at, kind, actor, body, salt, digest, previous_hash, hash, source)
  SELECT $1::text, seq, $2::text, at, "recordedAt", kind, actor, body, salt, digest, "previousHash", hash, source
  FROM jsonb_to_recordset($3::jsonb) AS entry (seq int, at timestamptz, "recordedAt" timestamptz, kind text, actor text, body jsonb,
    salt text, digest text, "previousHash" text, hash text, source text)`;

const bodySchema = z
  .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]))
  .nullable();

// A newer version may have recorded what this one has no name for: it is kept, chained and shown as such.
const kindSchema = z.custom<FactKind>((kind) => typeof kind === 'string');

function entryOf(row: TimelineEntryModel): Entry {
  return {
    seq: row.seq,
    at: row.at,
    recordedAt: row.recordedAt,
    kind: kindSchema.parse(row.kind),
    actor: row.actor,
    body: bodySchema.parse(row.body),
    salt: row.salt,
    source: row.source,
    digest: row.digest,
    previousHash: row.previousHash,
    hash: row.hash,
  };
}

/** Entries after `after`, at most `limit`, in order. */
export async function readEntries(tx: Tx, incidentId: string, after: number, limit: number): Promise<Entry[]> {
  const rows = await tx.timelineEntry.findMany({
    where: { incidentId, seq: { gt: after } },
    orderBy: { seq: 'asc' },
    take: limit,
  });
  return rows.map(entryOf);
}

/** The latest entries of some kinds, at most `limit`, the latest first. */
export async function readLatest(
  tx: Tx,
  where: { incidentId: string; kinds: readonly FactKind[]; limit: number },
): Promise<Entry[]> {
  const { incidentId, kinds, limit } = where;
  const rows = await tx.timelineEntry.findMany({
    where: { incidentId, kind: { in: [...kinds] } },
    orderBy: { seq: 'desc' },
    take: limit,
  });
  return rows.map(entryOf);
}

/** The last entries up to number `until`, at most `limit`, in order. */
export async function readLastEntries(tx: Tx, incidentId: string, until: number, limit: number): Promise<Entry[]> {
  const rows = await tx.timelineEntry.findMany({
    where: { incidentId, seq: { lte: until } },
    orderBy: { seq: 'desc' },
    take: limit,
  });
  return rows.reverse().map(entryOf);
}

/** The whole timeline, read in pages of 500. */
export async function readAllEntries(tx: Tx, incidentId: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (;;) {
    const page = await readEntries(tx, incidentId, entries.at(-1)?.seq ?? 0, pageSize);
    entries.push(...page);
    if (page.length < pageSize) return entries;
  }
}
