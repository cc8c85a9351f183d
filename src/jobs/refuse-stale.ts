import type { Ctx } from '../context.ts';
import type { EffectModel } from '../db/generated/models.ts';
import { callTimeout } from '../slack/client.ts';
import { CallNotDone } from '../slack/client-errors.ts';

/**
 * To be asked right before a message is posted. A process that stood still between its claim and its call (a machine that was
 * suspended, a processor that others held) was perhaps taken for dead meanwhile: who has the effect now has looked in Slack and posted
 * it. Throws that nothing was done. Whoever was quick asks nobody.
 */
export async function refuseStale(ctx: Ctx, row: EffectModel): Promise<void> {
  if (row.sendingAt !== null && ctx.now().getTime() - row.sendingAt.getTime() < callTimeout) return;
  const { prisma } = ctx.db;
  const [effect, self] = await Promise.all([
    prisma.effect.findUnique({ where: { id: row.id }, select: { state: true, owner: true } }),
    prisma.process.findUnique({ where: { id: ctx.processId }, select: { stoppedAt: true } }),
  ]);
  const isOurs = effect?.state === 'sending' && effect.owner === ctx.processId;
  if (!isOurs || (self !== null && self.stoppedAt !== null))
    throw new CallNotDone('This process stood still for so long that another one has taken over');
}
