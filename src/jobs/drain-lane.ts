import type { Ctx } from '../context.ts';
import { addDrain } from '../db/effects.ts';
import { claimNext, release } from './claim-effect.ts';
import { recordAttempt } from './record-attempt.ts';
import { runEffect } from './run-effect.ts';

/** Which lane, and whether the process is about to end: then what is left is handed over. */
export type Drain = { lane: string; stopping: () => boolean };

/**
 * Does the effects of a lane in order, one at a time, until one has to wait. No transaction is open while Slack is called.
 * An error in between leaves the claim behind; it is reconciled like that of a process that died.
 */
export async function drainLane(ctx: Ctx, { lane, stopping }: Drain): Promise<void> {
  for (;;) {
    if (stopping()) return addDrain(ctx.db.plain, lane, ctx.now());
    const claim = await claimNext(ctx, lane);
    switch (claim.kind) {
      case 'nothing':
        return;
      case 'wait':
        return addDrain(ctx.db.plain, lane, claim.until);
      case 'pointless':
        await cancel(ctx, claim.row.id, claim.reason);
        continue;
      case 'claimed':
        try {
          const attempt = await runEffect(ctx, claim);
          if (!(await recordAttempt(ctx, claim.row, attempt))) return;
        } finally {
          release(ctx, claim.row.id);
        }
    }
  }
}

async function cancel(ctx: Ctx, id: string, reason: string): Promise<void> {
  await ctx.db.prisma.effect.updateMany({
    where: { id, state: 'planned' },
    data: { state: 'cancelled', error: reason, finishedAt: ctx.now() },
  });
}
