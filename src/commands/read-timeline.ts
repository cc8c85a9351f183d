import type { Ctx } from '../context.ts';
import { loadIncident } from '../db/incidents.ts';
import { readEntries } from '../db/timeline.ts';
import type { Entry } from '../domain/timeline.ts';

const perPage = 20;

/** One page of a timeline, the latest entries on the last page; `page` counts from 1, null is the last. */
export async function readTimeline(
  ctx: Ctx,
  where: { incidentId: string; page: number | null },
): Promise<{ entries: Entry[]; page: number; pages: number }> {
  const incident = await loadIncident(ctx.db.prisma, where.incidentId);
  const total = incident?.head.seq ?? 0;
  const pages = Math.max(1, Math.ceil(total / perPage));
  const page = Math.min(Math.max(1, where.page ?? pages), pages);
  const entries = await readEntries(ctx.db.prisma, where.incidentId, (page - 1) * perPage, perPage);
  return { entries, page, pages };
}
