import type { WebClient } from '@slack/web-api';

const known = new WeakMap<WebClient, string>();

/** The bot's own member id, asked of Slack once. Throws what the call throws. */
export async function askBotUser(slack: WebClient): Promise<string> {
  const before = known.get(slack);
  if (before !== undefined) return before;
  const { user_id } = await slack.auth.test();
  if (user_id === undefined) throw new Error('auth.test answered without the bot’s member id');
  known.set(slack, user_id);
  return user_id;
}

/** The bot's own member id if it is known by now: a message need not wait for it. */
export function knownBotUser(slack: WebClient): string | null {
  return known.get(slack) ?? null;
}
