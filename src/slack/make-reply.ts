import type { Ctx } from '../context.ts';
import type { Said } from './calls.ts';
import { noticeView } from './views/modals/fields.ts';

/** Answers through a response_url; throws when Slack refuses it. */
export type Respond = (
  message: Omit<Said, 'replace' | 'interim'> & { response_type: 'ephemeral'; replace_original: boolean },
) => Promise<unknown>;

/** `trigger` is set where the answer can only be a form of its own: in the App Home. */
type Place = { user: string; channel: string | null; respond: Respond | null; trigger?: string | null };

/** How to say something to one person: the response_url, else a form of its own in the App Home, else an ephemeral where it was asked, else a direct message. */
export function makeReply(ctx: Ctx, place: Place): (said: Said) => Promise<void> {
  return async ({ replace = false, interim: _, ...said }) => {
    const tries = [
      place.respond && (() => place.respond?.({ ...said, response_type: 'ephemeral', replace_original: replace })),
      place.trigger &&
        (() => ctx.slack.views.open({ trigger_id: place.trigger ?? '', view: noticeView('Muster', said.blocks) })),
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
