import type { Ctx } from '../context.ts';
import { addDrain, enqueueEffects } from '../db/effects.ts';
import type { EffectModel } from '../db/generated/models.ts';
import type { Tx } from '../db/incidents.ts';
import { placeOf, surfaceId } from '../domain/effects.ts';
import { plus } from '../domain/duration.ts';
import { isOpeningStep } from './receipt-lines.ts';
import { isWithdrawal } from './withdrawal-lines.ts';

/**
 * How long a step that was done may wait for the steps that are still under way, so that one edit shows them all: every edit
 * holds the next one up. Milliseconds; most channels are set up in less.
 */
const gathering = 2000;

type Steps = { target: string; isStep: (row: { id: string; type: string }) => boolean };

/** The message that has a line for this effect, and what else it has lines for. */
function receiptOf(incidentId: string, row: EffectModel): Steps | null {
  if (isWithdrawal(incidentId, row))
    return { target: surfaceId(incidentId, 'withdrawal'), isStep: (other) => isWithdrawal(incidentId, other) };
  return isOpeningStep(incidentId, row)
    ? { target: surfaceId(incidentId, 'receipt'), isStep: (other) => isOpeningStep(incidentId, other) }
    : null;
}

/** Has the message edited that has a line for this effect: at once when it was the last or failed, else soon. False when there is none. */
export async function refreshReceipt(tx: Tx, ctx: Ctx, row: EffectModel, ended: { state: string }): Promise<boolean> {
  const { incidentId, workspace } = row;
  const steps = incidentId === null ? null : receiptOf(incidentId, row);
  if (incidentId === null || steps === null) return false;
  const { target } = steps;
  // Locked, so that it is not being rendered from before this transaction while it still looks planned.
  const [receipt] = await tx.$queryRaw<{ state: string }[]>`SELECT state FROM effect WHERE id = ${target} FOR UPDATE`;
  if (receipt?.state !== 'sending' && receipt?.state !== 'sent') return false;
  const now = ctx.now();
  const effect = { type: 'refresh', target } as const;
  const place = placeOf(incidentId, effect);
  const unfinished = await tx.$queryRaw<{ id: string; type: string; lane: string; early: boolean }[]>`
    SELECT id, type, lane, attempts = 0 AND not_before > ${now} AS early FROM effect
    WHERE incident_id = ${incidentId} AND id <> ${row.id} AND state = ANY (ARRAY['planned', 'sending'])`;
  const id = `${row.id}>receipt.${row.attempts}.${now.getTime()}`;
  const add = (at: Date): Promise<void> =>
    enqueueEffects(tx, { id: incidentId, workspace }, [{ id, effect, ...place }], at);
  if (ended.state === 'sent' && unfinished.some(steps.isStep)) await add(plus(now, gathering));
  else if (unfinished.some(({ lane, early }) => lane === place.lane && early)) {
    await tx.$executeRaw`
      UPDATE effect SET not_before = ${now}, due_at = ${now} WHERE lane = ${place.lane} AND state = 'planned' AND attempts = 0`;
    await addDrain(tx, place.lane, now);
  } else await add(now);
  return true;
}
