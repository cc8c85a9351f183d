import { z } from 'zod';
import type { Ctx } from '../../context.ts';
import type { Incident } from '../../domain/incident.ts';
import { topicFor } from '../../domain/naming.ts';
import { type EffectJob, type Outcome, type Situation, channelOf, sent } from './effect-job.ts';

const lastSchema = z.object({ topic: z.string(), channel: z.string().optional() });

/** Sets the channel's topic. Slack posts a notice for each, so it is only set when it differs from the last one. */
export function setTopic(): EffectJob {
  async function send(ctx: Ctx, { incident }: Situation): Promise<Outcome> {
    const topic = topicFor(incident, (await ctx.runbooks.of(incident)).policy);
    const channel = channelOf(incident);
    if ((await lastTopic(ctx, incident)) === topic) return sent({ topic, channel });
    await ctx.slack.conversations.setTopic({ channel, topic });
    return sent({ topic, channel });
  }

  async function find(ctx: Ctx, { incident }: Situation): Promise<Outcome | null> {
    const topic = topicFor(incident, (await ctx.runbooks.of(incident)).policy);
    const { channel } = await ctx.slack.conversations.info({ channel: channelOf(incident) });
    return unescaped(channel?.topic?.value ?? '') === unescaped(topic)
      ? sent({ topic, channel: channelOf(incident) })
      : null;
  }

  return { send, find };
}

/** Slack gives `&`, `<` and `>` back escaped. */
function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

async function lastTopic(ctx: Ctx, incident: Incident): Promise<string | null> {
  const last = await ctx.db.prisma.effect.findFirst({
    where: { incidentId: incident.id, type: 'setTopic', state: 'sent' },
    orderBy: { seq: 'desc' },
    select: { result: true },
  });
  const { data } = lastSchema.safeParse(last?.result);
  return data?.channel === incident.channel?.id ? (data?.topic ?? null) : null;
}
