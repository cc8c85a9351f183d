import type { EffectModel } from './generated/models.ts';
import type { Tx } from './incidents.ts';

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
