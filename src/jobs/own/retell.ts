import type { OwnEffect } from '../../domain/own-effects.ts';
import { updateMessage } from '../edit-message.ts';
import { sent } from '../effects/effect-job.ts';
import { postedSchema } from '../effects/read-posted.ts';
import { ownMessage } from './own-message.ts';
import type { OwnJob } from './own-job.ts';
import { parseOwnEffect } from './parse-own-effect.ts';

/** Renders such a message again as things are now, and edits it. Doing it twice does no harm. */
export function retell({ target }: Extract<OwnEffect, { type: 'retell' }>): OwnJob {
  return {
    async send(ctx) {
      const posted = await ctx.db.prisma.effect.findUnique({ where: { id: target } });
      const place = postedSchema.safeParse(posted?.result).data;
      const effect = posted === null ? null : parseOwnEffect(posted.payload);
      const message = effect?.type === 'tell' ? await ownMessage(ctx, effect.about) : null;
      if (place === undefined || message === null)
        return { state: 'cancelled', reason: 'There is no message to edit.' };
      const code = await updateMessage(ctx, place, message);
      return code === null
        ? sent({})
        : { state: 'cancelled', reason: `The message cannot be edited any more (${code}).` };
    },
    find: async () => null,
  };
}
