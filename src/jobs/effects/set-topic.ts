import { z } from 'zod';
import type { Ctx } from '../../context.ts';
import { topicFor } from '../../domain/naming.ts';
import { type EffectJob, type Outcome, type Situation, channelOf, sent } from './effect-job.ts';

const lastSchema = z.object({ topic: z.string() });

/** Sets the channel's topic. Slack posts a notice for each, so it is only set when it differs from the last one. */
export function setTopic(): EffectJob {
  async function send(ctx: Ctx, { incident }: Situation): Promise<Outcome> {
    const topic = topicFor(incident, ctx.policy);
    if ((await lastTopic(ctx, incident.id)) === topic) return sent({ topic });
    await ctx.slack.conversations.setTopic({ channel: channelOf(incident), topic });
    return sent({ topic });
  }

  async function find(ctx: Ctx, { incident }: Situation): Promise<Outcome | null> {
    const topic = topicFor(incident, ctx.policy);
    const { channel } = await ctx.slack.conversations.info({ channel: channelOf(incident) });
    return unescaped(channel?.topic?.value ?? '') === unescaped(topic) ? sent({ topic }) : null;
  }

  return { send, find };
}

/** Slack gives `&`, `<` and `>` back escaped. */
function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

async function lastTopic(ctx: Ctx, incidentId: string): Promise<string | null> {
  const last = await ctx.db.prisma.effect.findFirst({
    where: { incidentId, type: 'setTopic', state: 'sent' },
    orderBy: { seq: 'desc' },
    select: { result: true },
  });
  return lastSchema.safeParse(last?.result).data?.topic ?? null;
}
