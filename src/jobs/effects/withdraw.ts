import type { Ctx } from '../../context.ts';
import type { WithdrawnPart } from '../../domain/effects.ts';
import type { Incident } from '../../domain/incident.ts';
import { CallNotDone, refusalCode } from '../../slack/client-errors.ts';
import { countAudience } from './count-audience.ts';
import { type EffectJob, type EffectOf, type Outcome, type Situation, sent } from './effect-job.ts';
import { clearHeader, giveNeutralName } from './withdraw-header.ts';
import { deleteAnnouncement, deleteFiles, deleteMessages } from './withdraw-messages.ts';

/** The channel that everybody could open. */
export type FormerChannel = NonNullable<NonNullable<Incident['madePrivate']>['channel']>;

/**
 * Takes back a part of what everybody could see. Each part looks for what is still there, so that doing it twice does no
 * harm and a retry goes on where the last try was stopped.
 */
export function withdraw({ part }: EffectOf<'withdraw'>): EffectJob {
  async function send(ctx: Ctx, situation: Situation): Promise<Outcome> {
    if (part === 'audience') return countAudience(ctx, situation);
    await nothingOnItsWay(ctx, situation);
    if (part === 'announcement') return sent({ deleted: await deleteAnnouncement(ctx, situation.incident) });
    const former = situation.incident.madePrivate?.channel ?? null;
    if (former === null) return { state: 'cancelled', reason: 'There was no channel.' };
    try {
      return await takeBack(ctx, situation.incident, part, former);
    } catch (error) {
      // The bot sees every public channel that there is: this one was deleted, with all that was in it.
      if (refusalCode(error) === 'channel_not_found') return sent({ gone: true });
      throw error;
    }
  }

  return { send, find: async () => null };
}

async function takeBack(
  ctx: Ctx,
  incident: Incident,
  part: Exclude<WithdrawnPart, 'audience' | 'announcement'>,
  former: FormerChannel,
): Promise<Outcome> {
  switch (part) {
    case 'files':
      return sent({ deleted: await deleteFiles(ctx, incident, former) });
    case 'messages':
      return sent({ deleted: await deleteMessages(ctx, incident, former) });
    case 'header':
      await clearHeader(ctx, incident, former);
      return sent({});
    case 'name':
      return sent({ name: await giveNeutralName(ctx, incident, former) });
  }
}

/** Lanes of the old channel and the announcement that leave something to be seen. */
const visible = ['open', 'channel', 'announcements', 'topic', 'bookmarks', 'post-mortem'];

// What was being sent when it was made private may still arrive there; it would be there after all was taken back.
async function nothingOnItsWay(ctx: Ctx, { row, incident }: Situation): Promise<void> {
  const onItsWay = await ctx.db.prisma.effect.count({
    where: {
      incidentId: incident.id,
      state: 'sending',
      seq: { lt: row.seq },
      lane: { in: visible.map((lane) => `${incident.id}:${lane}`) },
    },
  });
  if (onItsWay > 0) throw new CallNotDone('A message was still on its way there');
}
