import type { Ctx } from '../../context.ts';
import { isOpen } from '../../domain/incident.ts';
import { refusalCode } from '../../slack/client-errors.ts';
import { type EffectJob, type Outcome, type Situation, channelOf, sent } from './effect-job.ts';

// Slack's own word of it may be lost: from now on what is due goes to people.
const archived = () => sent({}, { type: 'channelLost', reason: 'archived' });

/** Archives the incident's channel. An unanswered try is looked for in the channel itself. */
export function archiveChannel(): EffectJob {
  async function send(ctx: Ctx, { incident }: Situation): Promise<Outcome> {
    if (isOpen(incident)) return { state: 'cancelled', reason: 'The work was taken up again.' };
    try {
      await ctx.slack.conversations.archive({ channel: channelOf(incident) });
    } catch (error) {
      if (refusalCode(error) !== 'already_archived') throw error;
    }
    return archived();
  }

  async function find(ctx: Ctx, { incident }: Situation): Promise<Outcome | null> {
    const { channel } = await ctx.slack.conversations.info({ channel: channelOf(incident) });
    return channel?.is_archived ? archived() : null;
  }

  return { send, find };
}
