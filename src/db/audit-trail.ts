import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Tx } from './incidents.ts';
import { ask, type Askable } from './plain.ts';

/** One thing that was done or refused, and that no timeline tells. Never with anybody's words in it. */
export type Audited = {
  at: Date;
  workspace: string;
  via: 'slack' | 'api' | 'cli' | 'bot';
  who: string | null;
  action: string;
  incident: number | null;
  /** done, or the code of the refusal. */
  result: string;
  request?: string | null;
  detail?: string | null;
};

/** Adds a row. Nothing changes one or takes one away but retention. */
export async function addAudited(tx: Askable, audited: Audited): Promise<void> {
  const { at, workspace, via, who, action, incident, result, request = null, detail = null } = audited;
  const text = `INSERT INTO audit_entry (id, at, workspace, via, who, action, incident, result, request, detail)
    VALUES ($1::text, $2::timestamptz, $3::text, $4::text, $5::text, $6::text, $7::int, $8::text, $9::text, $10::text)`;
  // What was claimed by whom, and a name out of a payload, may be of any length.
  const named = [who?.slice(0, 200) ?? null, action.slice(0, 100)];
  await ask(tx, text, [randomUUID(), at.toISOString(), workspace, via, ...named, incident, result, request, detail]);
}

/** Adds that the runbook is another one than at the last start that said so; several replicas may say it. */
export async function addRunbookChange(
  tx: Pick<Tx, 'auditEntry' | '$queryRawUnsafe'>,
  { hash, now }: { hash: string; now: Date },
): Promise<void> {
  const last = await tx.auditEntry.findFirst({
    where: { via: 'bot', action: 'runbook' },
    orderBy: { at: 'desc' },
    select: { detail: true },
  });
  if (last?.detail === hash) return;
  await addAudited(tx, {
    at: now,
    workspace: '',
    via: 'bot',
    who: null,
    action: 'runbook',
    incident: null,
    result: 'done',
    detail: hash,
  });
}

/** What is asked of the trail: from when on, until when, by whom, of which incident, and how many lines at most. */
export type TrailQuery = { since: Date; until: Date; who: string | null; incident: number | null; limit: number };

const line = z.object({
  at: z.date(),
  workspace: z.string(),
  via: z.string(),
  who: z.string().nullable(),
  action: z.string(),
  incident: z.number().nullable(),
  result: z.string(),
  request: z.string().nullable(),
  detail: z.string().nullable(),
});

/** One line of the trail. `via` is `timeline` where the entry of a timeline tells it, `review` where a review of the runbook does. */
export type TrailLine = z.infer<typeof line>;

/** What was done and refused, oldest first: the timelines, the reviews of the runbook, and what neither tells. */
export async function readTrail(tx: Pick<Tx, '$queryRaw'>, query: TrailQuery): Promise<TrailLine[]> {
  const { since, until, who, incident, limit } = query;
  const rows = await tx.$queryRaw`
    SELECT * FROM (
      (SELECT entry.recorded_at AS at, entry.workspace, 'timeline' AS via, entry.actor AS who, entry.kind AS action,
              incident.number AS incident, 'done' AS result, NULL::text AS request, 'entry ' || entry.seq AS detail
         FROM timeline_entry AS entry JOIN incident ON incident.id = entry.incident_id
        WHERE entry.recorded_at >= ${since} AND entry.recorded_at < ${until}
          AND (${who}::text IS NULL OR entry.actor = ${who}) AND (${incident}::int IS NULL OR incident.number = ${incident})
        ORDER BY entry.recorded_at, entry.incident_id, entry.seq LIMIT ${limit})
      UNION ALL
      (SELECT at, workspace, via, who, action, incident, result, request, detail FROM audit_entry
        WHERE at >= ${since} AND at < ${until}
          AND (${who}::text IS NULL OR who = ${who}) AND (${incident}::int IS NULL OR incident = ${incident})
        ORDER BY at LIMIT ${limit})
      UNION ALL
      (SELECT at, workspace, 'review' AS via, by AS who, kind AS action, NULL::int AS incident, 'done' AS result,
              NULL::text AS request, CASE WHEN undone_by IS NULL THEN NULL ELSE 'taken back by ' || undone_by END AS detail
         FROM runbook_review
        WHERE at >= ${since} AND at < ${until} AND (${who}::text IS NULL OR by = ${who}) AND ${incident}::int IS NULL
        ORDER BY at LIMIT ${limit})
    ) AS trail ORDER BY at, detail LIMIT ${limit}`;
  return z.array(line).parse(rows);
}

/** Deletes what is older, as many rows as given at most; answers how many. */
export async function dropAudited(tx: Pick<Tx, '$executeRaw'>, before: Date, most: number): Promise<number> {
  return tx.$executeRaw`
    DELETE FROM audit_entry WHERE id = ANY(ARRAY(SELECT id FROM audit_entry WHERE at < ${before} ORDER BY at LIMIT ${most}))`;
}
