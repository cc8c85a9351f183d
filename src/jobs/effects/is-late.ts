import type { EffectModel } from '../../db/generated/models.ts';

/** A message that comes more than this after it was due says so, and is not sent when a later one says the same. Milliseconds. */
const lateAfter = 2 * 60_000;

/** Whether an effect comes so late that people are told. */
export function isLate(row: Pick<EffectModel, 'dueAt'>, at: Date): boolean {
  return at.getTime() - row.dueAt.getTime() > lateAfter;
}

/** Why a late reminder was not sent, as it is kept with the effect. */
export const overtaken = 'overtaken by a later reminder';
