import type { Ctx } from '../context.ts';
import { UserError } from '../errors.ts';

/** The id of the bot's direct messages with somebody. */
export async function openDirectMessage({ slack }: Pick<Ctx, 'slack'>, user: string): Promise<string> {
  const { channel } = await slack.conversations.open({ users: user });
  if (channel?.id === undefined)
    throw new UserError(
      'no_direct_message',
      `Slack opened no direct message with <@${user}>.`,
      'Reach them another way.',
    );
  return channel.id;
}
