import type { Ctx } from '../context.ts';
import type { PlannedEffect } from '../domain/effects.ts';

/** The effects that this installation can do: without a pager no phone rings, and nothing waits for it to. */
export function doable({ phone }: Pick<Ctx, 'phone'>, effects: PlannedEffect[]): PlannedEffect[] {
  return phone === null ? effects.filter(({ effect }) => effect.type !== 'ring') : effects;
}
