import type { Ctx } from '../../context.ts';
import type { EffectModel } from '../../db/generated/models.ts';
import type { OwnEffect } from '../../domain/own-effects.ts';
import type { Outcome } from '../effects/effect-job.ts';
import { retell } from './retell.ts';
import { tell } from './tell.ts';

/** How an effect of no incident is done; what EffectJob is for those of incidents. */
export type OwnJob = {
  send(ctx: Ctx, row: EffectModel): Promise<Outcome>;
  find(ctx: Ctx, row: EffectModel): Promise<Outcome | null>;
};

/** The compiler names an effect that is missing here. */
export function ownJobFor(effect: OwnEffect): OwnJob {
  switch (effect.type) {
    case 'tell':
      return tell(effect);
    case 'retell':
      return retell(effect);
  }
}
