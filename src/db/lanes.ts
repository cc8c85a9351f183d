import type { EffectModel } from './generated/models.ts';
import type { Tx } from './incidents.ts';

/** The first unfinished effect of a lane. `needed` is the state of the one that it needs; null: it needs none, or that one is gone. */
export type Head = { row: EffectModel; needed: string | null };

/** Both in one look: every effect is looked at before it is done. Null when the lane is empty. */
export async function headOf(tx: Tx, lane: string): Promise<Head | null> {
  const [found] = await tx.$queryRaw<(EffectModel & { needed: string | null })[]>`
    SELECT head.id, head.workspace, head.incident_id AS "incidentId", head.lane, head.seq, head.needs, head.type, head.payload,
      head.state, head.attempts, head.due_at AS "dueAt", head.not_before AS "notBefore", head.owner,
      head.sending_at AS "sendingAt", head.finished_at AS "finishedAt", head.result, head.error,
      head.created_at AS "createdAt", needed.state AS needed
    FROM effect AS head LEFT JOIN effect AS needed ON needed.id = head.needs
    WHERE head.lane = ${lane} AND head.state IN ('planned', 'sending') ORDER BY head.seq LIMIT 1`;
  if (found === undefined) return null;
  const { needed, ...row } = found;
  return { row, needed };
}

/** How an effect ended. Without a `result` what was kept of earlier tries stays. */
export type Ending = { state: 'sent' | 'failed' | 'cancelled'; result?: object; error: string | null };

/** What an ending leaves to be done: effects that waited for it, and others in its lane. */
export type Left = { waiting: boolean; more: boolean };

/** Ends an effect that this process is sending. Null when another process has taken it over. */
export async function endEffect(
  tx: Tx,
  row: Pick<EffectModel, 'id' | 'lane'>,
  { owner, now, ending }: { owner: string; now: Date; ending: Ending },
): Promise<Left | null> {
  const result = ending.result === undefined ? null : JSON.stringify(ending.result);
  const [left] = await tx.$queryRaw<Left[]>`
    WITH ended AS (
      UPDATE effect SET state = ${ending.state}, result = coalesce(${result}::jsonb, result), error = ${ending.error},
        finished_at = ${now}, owner = NULL
      WHERE id = ${row.id} AND state = 'sending' AND owner = ${owner} RETURNING id)
    SELECT EXISTS (SELECT 1 FROM effect WHERE needs = ${row.id} AND state = 'planned') AS waiting,
      EXISTS (SELECT 1 FROM effect WHERE lane = ${row.lane} AND id <> ${row.id} AND state = ANY (ARRAY['planned', 'sending'])) AS more
    FROM ended`;
  return left ?? null;
}
