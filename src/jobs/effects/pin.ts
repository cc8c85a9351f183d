import type { Ctx } from '../../context.ts';
import { type EffectJob, type EffectOf, type Outcome, sent } from './effect-job.ts';
import { readPosted } from './read-posted.ts';

/** Pins a message. Slack refuses a second time with `already_pinned`, which counts as done. */
export function pin({ target }: EffectOf<'pin'>): EffectJob {
  async function send(ctx: Ctx): Promise<Outcome> {
    const place = await readPosted(ctx, target);
    if (place === null) return { state: 'cancelled', reason: 'There is no message to pin.' };
    await ctx.slack.pins.add({ channel: place.channel, timestamp: place.ts });
    return sent({});
  }

  return { send, find: async () => null };
}
