import type { Ctx } from '../../context.ts';
import { refusalCode } from '../../slack/client-errors.ts';
import { renderNotice } from '../../slack/views/render-notice.ts';
import { factsFor } from '../load-facts.ts';
import { type EffectJob, type EffectOf, type Outcome, type Situation, sent } from './effect-job.ts';
import { isTakenBack } from './no-place-for.ts';
import { parseEffect } from './parse-effect.ts';
import { postedSchema } from './read-posted.ts';

// Nothing is there to be edited any more, and nobody can mend that.
const gone = new Set([
  'message_not_found',
  'cant_update_message',
  'edit_window_closed',
  'channel_not_found',
  'is_archived',
  'not_in_channel',
]);

/** Renders a message again from the incident as it is now, and edits it. Doing it twice does no harm. */
export function refresh({ target }: EffectOf<'refresh'>): EffectJob {
  async function send(ctx: Ctx, situation: Situation): Promise<Outcome> {
    const { incident } = situation;
    const posted = await ctx.db.prisma.effect.findUnique({ where: { id: target } });
    const place = postedSchema.safeParse(posted?.result).data;
    if (!posted || !place) return { state: 'cancelled', reason: 'There is no message to edit.' };
    const effect = parseEffect(posted.payload);
    if (effect.type !== 'post' && effect.type !== 'page')
      return { state: 'cancelled', reason: 'There is no message to edit.' };
    if (isTakenBack(incident, posted, effect, place.channel))
      return { state: 'cancelled', reason: 'The message is taken back: its incident is private now.' };
    const shown = { ...situation, row: posted };
    const { text, blocks } = renderNotice(effect.notice, await factsFor(ctx, shown, effect.notice, posted.finishedAt));
    try {
      await ctx.slack.chat.update({ channel: place.channel, ts: place.ts, text, blocks });
    } catch (error) {
      const code = refusalCode(error);
      if (code === null || !gone.has(code)) throw error;
      return { state: 'cancelled', reason: `The message cannot be edited any more (${code}).` };
    }
    return sent({});
  }

  return { send, find: async () => null };
}
