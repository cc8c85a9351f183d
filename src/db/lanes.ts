import type { EffectModel } from './generated/models.ts';
import { ask, type Askable } from './plain.ts';

/** How an effect ended. Without a `result` what was kept of earlier tries stays. */
export type Ending = { state: 'sent' | 'failed' | 'cancelled'; result?: object; error: string | null };

/** What an ending leaves to be done: effects that waited for it, and others in its lane. */
export type Left = { waiting: boolean; more: boolean };

/** Ends an effect that this process is sending. Null when another process has taken it over. */
export async function endEffect(
  tx: Askable,
  row: Pick<EffectModel, 'id' | 'lane'>,
  { owner, now, ending }: { owner: string; now: Date; ending: Ending },
): Promise<Left | null> {
  const result = ending.result === undefined ? null : JSON.stringify(ending.result);
  const [left] = await ask<Left>(tx, endingIt, [
    row.id,
    row.lane,
    owner,
    now.toISOString(),
    ending.state,
    result,
    ending.error,
  ]);
  return left ?? null;
}

const endingIt = `
  WITH ended AS (
    UPDATE effect SET state = $5::text, result = coalesce($6::jsonb, result), error = $7::text, finished_at = $4::timestamptz, owner = NULL
    WHERE id = $1::text AND state = 'sending' AND owner = $3::text RETURNING id)
  SELECT EXISTS (SELECT 1 FROM effect WHERE needs = $1::text AND state = 'planned') AS waiting,
    EXISTS (SELECT 1 FROM effect WHERE lane = $2::text AND id <> $1::text AND state = ANY (ARRAY['planned', 'sending'])) AS more
  FROM ended`;
