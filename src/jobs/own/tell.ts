import type { Ctx } from '../../context.ts';
import type { OwnEffect } from '../../domain/own-effects.ts';
import { findMarked, markOf } from '../../slack/client-marks.ts';
import { sent } from '../effects/effect-job.ts';
import { findAnnounceChannel } from '../find-announce-channel.ts';
import { openDirectMessage } from '../open-direct-message.ts';
import { refuseStale } from '../refuse-stale.ts';
import { ownMessage } from './own-message.ts';
import type { OwnJob } from './own-job.ts';

/** Posts a message of Muster's own. Its metadata carries the effect's id, so that it is found again when the answer was lost. */
export function tell({ to, about }: Extract<OwnEffect, { type: 'tell' }>): OwnJob {
  const placeOf = (ctx: Ctx) => (to === null ? findAnnounceChannel(ctx) : openDirectMessage(ctx, to));

  return {
    async send(ctx, row) {
      const message = await ownMessage(ctx, about);
      if (message === null) return { state: 'cancelled', reason: 'There is nothing to tell any more.' };
      const channel = await placeOf(ctx);
      if (channel === null) return { state: 'cancelled', reason: 'There is no such channel.' };
      const { text, blocks } = message;
      const unfurls = { unfurl_links: false, unfurl_media: false };
      await refuseStale(ctx, row);
      const answer = await ctx.slack.chat.postMessage({ channel, text, blocks, metadata: markOf(row.id), ...unfurls });
      if (answer.ts === undefined) throw new Error('Slack answered a post without the message’s ts');
      return sent({ channel: answer.channel ?? channel, ts: answer.ts });
    },
    async find(ctx, row) {
      const channel = await placeOf(ctx);
      if (channel === null) return null;
      const ts = await findMarked(ctx.slack, { channel, thread: null, effect: row.id, since: row.createdAt });
      return ts === null ? null : sent({ channel, ts });
    },
  };
}
