import { z } from 'zod';
import type { Reviewed, UpkeepRecord } from '../domain/upkeep.ts';
import type { Upkeep } from '../domain/runbook-parts.ts';
import type { Tx } from './incidents.ts';
import { latestTold } from './own-effects.ts';

const resolvedSchema = z.object({ count: z.coerce.number(), first: z.coerce.date().nullable() });

/**
 * What is known of the reviews of the runbook. Private incidents count for `reader` alone, who is in them; nobody else may learn
 * that there are any.
 */
export async function readUpkeep(tx: Tx, upkeep: Upkeep, reader: string | null): Promise<UpkeepRecord> {
  const reviewed = await latestReview(tx);
  const snoozed = await latest(tx, 'snoozed');
  const [told] = await latestTold(tx, 'review', 1);
  return {
    reviewed,
    snoozed:
      snoozed === null || snoozed.until === null ? null : { by: snoozed.by, at: snoozed.at, until: snoozed.until },
    resolved: await countResolved(tx, { after: upkeep.after, since: reviewed?.at ?? new Date(0), reader }),
    told: told?.createdAt ?? null,
  };
}

/** The latest review that was not taken back. */
export async function latestReview(tx: Tx): Promise<(Reviewed & { id: string }) | null> {
  const found = await latest(tx, 'reviewed');
  if (found === null) return null;
  const { id, by, at, next, policyNext } = found;
  return { id, by, at, next, policyNext };
}

/** The one that somebody took back last. */
export async function latestUndone(tx: Tx, by: string): Promise<Reviewed | null> {
  return tx.runbookReview.findFirst({
    where: { kind: 'reviewed', undoneBy: by },
    orderBy: { undoneAt: 'desc' },
    select: { by: true, at: true, next: true, policyNext: true },
  });
}

function latest(tx: Tx, kind: 'reviewed' | 'snoozed') {
  return tx.runbookReview.findFirst({ where: { kind, undoneAt: null }, orderBy: [{ at: 'desc' }, { id: 'desc' }] });
}

async function countResolved(
  tx: Tx,
  { after, since, reader }: { after: string[]; since: Date; reader: string | null },
): Promise<UpkeepRecord['resolved']> {
  if (after.length === 0) return { count: 0, first: null };
  // What was resolved since was changed since.
  const rows = await tx.$queryRaw`
    SELECT count(*) AS count, min((state->'moments'->>'resolved')::timestamptz) AS first FROM incident
    WHERE status IN ('resolved', 'closed') AND updated_at >= ${since} AND severity = ANY(${after}::text[]) AND kind = 'real'
      AND (state->'moments'->>'resolved')::timestamptz > ${since}
      AND (NOT private OR people @> ARRAY[${reader ?? ''}]::text[])`;
  const [found] = z.array(resolvedSchema).parse(rows);
  return found ?? { count: 0, first: null };
}

/** One after the other: two who press at once must not both be the first. */
export async function lockReviews(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('runbook review'))`;
}
