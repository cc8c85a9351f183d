import type { Ctx } from '../context.ts';
import type { Said } from './calls.ts';

/** Answers through a response_url; throws when Slack refuses it. */
export type Respond = (
  message: Omit<Said, 'replace'> & { response_type: 'ephemeral'; replace_original: boolean },
) => Promise<unknown>;

type Place = { user: string; channel: string | null; respond: Respond | null };

/** How to say something to one person: the response_url, else an ephemeral where it was asked, else a direct message. */
export function makeReply(ctx: Ctx, place: Place): (said: Said) => Promise<void> {
  return async ({ replace = false, ...said }) => {
    const tries = [
      place.respond && (() => place.respond?.({ ...said, response_type: 'ephemeral', replace_original: replace })),
      place.channel !== null &&
        (() => ctx.slack.chat.postEphemeral({ channel: place.channel ?? '', user: place.user, ...said })),
      () => ctx.slack.chat.postMessage({ channel: place.user, ...said }),
    ];
    for (const attempt of tries) {
      if (!attempt) continue;
      try {
        await attempt();
        return;
      } catch (error) {
        ctx.log.warn({ err: error, user: place.user }, 'an answer to one person did not arrive; trying the next way');
      }
    }
    ctx.log.error({ user: place.user }, 'an answer to one person could not be given in any way');
  };
}
