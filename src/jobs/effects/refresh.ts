import type { Ctx } from '../../context.ts';
import { carrierOf } from '../../db/carrier-of.ts';
import { enqueueEffects } from '../../db/effects.ts';
import { placeOf } from '../../domain/effects.ts';
import { editMessage } from '../edit-message.ts';
import { type EffectJob, type Outcome, type Situation, sent } from './effect-job.ts';
import { isTakenBack } from './no-place-for.ts';
import { parseEffect } from './parse-effect.ts';
import { postedSchema } from './read-posted.ts';

/** Renders a message again from the incident as it is now, and edits it. Doing it twice does no harm. */
export function refresh(): EffectJob {
  async function send(ctx: Ctx, situation: Situation): Promise<Outcome> {
    const { incident, target: posted } = situation;
    const carrier = carrierOf(posted?.result);
    if (carrier !== null) return refreshCarrier(ctx, situation, carrier);
    const place = postedSchema.safeParse(posted?.result).data;
    if (!posted || !place) return { state: 'cancelled', reason: 'There is no message to edit.' };
    const effect = parseEffect(posted.payload);
    if (effect.type !== 'post' && effect.type !== 'page')
      return { state: 'cancelled', reason: 'There is no message to edit.' };
    if (isTakenBack(incident, posted, effect, place.channel))
      return { state: 'cancelled', reason: 'The message is taken back: its incident is private now.' };
    const code = await editMessage(ctx, incident, posted);
    return code === null
      ? sent({})
      : { state: 'cancelled', reason: `The message cannot be edited any more (${code}).` };
  }

  return { send, find: async () => null };
}

/** The call has no message of its own: the one that carries it is edited, in its own lane, so that edits keep their order. */
async function refreshCarrier(ctx: Ctx, { row, incident }: Situation, target: string): Promise<Outcome> {
  const carrier = await ctx.db.prisma.effect.findUnique({ where: { id: target }, select: { incidentId: true } });
  if (!carrier?.incidentId) return { state: 'cancelled', reason: 'There is no message to edit.' };
  const now = ctx.now();
  const effect = { type: 'refresh', target } as const;
  const id = `${row.id}>carrier.${row.attempts}.${now.getTime()}`;
  const where = { id: carrier.incidentId, workspace: incident.workspace };
  await ctx.db.prisma.$transaction((tx) =>
    enqueueEffects(tx, where, [{ id, effect, ...placeOf(where.id, effect) }], now),
  );
  ctx.nudge();
  return sent({});
}
