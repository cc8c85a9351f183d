import type { WebClient } from '@slack/web-api';
import type { Ctx } from '../context.ts';
import { UserError } from '../errors.ts';

const found = new WeakMap<WebClient, Map<string, string>>();
const mostPages = 25;

/**
 * The id of the announcements channel; null when none is configured. A name is looked up once among the channels that the
 * bot is in: a workspace may have tens of thousands of others, and it could post in none of them.
 */
export async function findAnnounceChannel(ctx: Pick<Ctx, 'config' | 'slack'>): Promise<string | null> {
  const wanted = ctx.config.announceChannel;
  if (wanted === null || /^[CG][A-Z0-9]{6,}$/.test(wanted)) return wanted;
  const known = found.get(ctx.slack)?.get(wanted);
  if (known !== undefined) return known;
  const id = await lookUp(ctx, wanted);
  if (id === null)
    throw new UserError(
      'not_in_announcements',
      `Muster is not in #${wanted}.`,
      `Invite the bot: /invite @muster in #${wanted}.`,
    );
  found.set(ctx.slack, new Map([[wanted, id]]));
  return id;
}

async function lookUp(ctx: Pick<Ctx, 'slack'>, name: string): Promise<string | null> {
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await ctx.slack.users.conversations({
      types: 'public_channel,private_channel',
      exclude_archived: true,
      limit: 200,
      ...(cursor ? { cursor } : {}),
    });
    const channel = answer.channels?.find((candidate) => candidate.name === name);
    if (channel?.id !== undefined) return channel.id;
    cursor = answer.response_metadata?.next_cursor || undefined;
    if (cursor === undefined) return null;
  }
  return null;
}
