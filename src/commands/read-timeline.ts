import type { Ctx } from '../context.ts';
import { loadIncident } from '../db/incidents.ts';
import { readAllEntries, readEntries, readLastEntries } from '../db/timeline.ts';
import { type RecordEntry, type RecordPart, inOrder } from '../domain/record-parts.ts';
import { readParts } from './read-record.ts';
import type { Incident } from '../domain/incident.ts';
import type { Entry } from '../domain/timeline.ts';
import { requireRedactable } from './redact-entry.ts';

const perPage = 20;

/**
 * One page of a record, the latest entries on the last page; `page` counts from 1, null is the last. What was merged into
 * the incident is in it, in the order in which it was recorded.
 */
export async function readTimeline(
  ctx: Ctx,
  where: { incidentId: string; page: number | null },
): Promise<{ entries: RecordEntry[]; page: number; pages: number }> {
  const incident = await loadIncident(ctx.db.prisma, where.incidentId);
  const parts = incident === null ? [] : await readParts(ctx.db.prisma, incident);
  const total = parts.reduce((sum, { until }) => sum + until, 0);
  const pages = Math.max(1, Math.ceil(total / perPage));
  const page = Math.min(Math.max(1, where.page ?? pages), pages);
  return { entries: await readPage(ctx, parts, { total, page }), page, pages };
}

// No page needs more of any chain than what stands between it and the nearer end of the record.
async function readPage(
  ctx: Ctx,
  parts: RecordPart[],
  { total, page }: { total: number; page: number },
): Promise<RecordEntry[]> {
  const before = (page - 1) * perPage;
  if (parts.length === 1) return readPart(ctx, parts[0], { after: before, limit: perPage });
  if (before < total / 2) {
    const all = await Promise.all(parts.map((part) => readPart(ctx, part, { after: 0, limit: before + perPage })));
    return inOrder(all.flat()).slice(before, before + perPage);
  }
  const left = total - before;
  const all = await Promise.all(parts.map((part) => readPart(ctx, part, { last: left })));
  return inOrder(all.flat()).slice(-left).slice(0, perPage);
}

async function readPart(
  ctx: Ctx,
  part: RecordPart | undefined,
  where: { after: number; limit: number } | { last: number },
): Promise<RecordEntry[]> {
  if (part === undefined) return [];
  const { id, of, until } = part;
  const { prisma } = ctx.db;
  const entries =
    'last' in where
      ? await readLastEntries(prisma, id, until, where.last)
      : await readEntries(prisma, id, where.after, Math.max(0, Math.min(where.limit, until - where.after)));
  return entries.map((entry) => ({ ...entry, of }));
}

/** One entry that may be redacted; a refusal says why it may not. */
export async function readEntry(ctx: Ctx, incident: Incident, seq: number): Promise<Entry> {
  return requireRedactable(incident, await readAllEntries(ctx.db.prisma, incident.id), seq);
}
