import { z } from 'zod';
import { filesSchema } from './read-files.ts';
import type { Ctx } from '../context.ts';

const messageSchema = z.object({
  ts: z.string(),
  text: z.string().default(''),
  user: z.string().nullish(),
  files: filesSchema,
  reactions: z.array(z.object({ name: z.string() })).default([]),
});

/** A message as Slack has it now. */
export type FetchedMessage = z.infer<typeof messageSchema>;

/** One message of a channel or a thread; null when it is gone. */
export async function fetchMessage(ctx: Ctx, channel: string, ts: string): Promise<FetchedMessage | null> {
  const only = { channel, latest: ts, oldest: ts, inclusive: true, limit: 1 };
  const { messages } = await ctx.slack.conversations.history(only);
  const found = pick(messages, ts);
  if (found) return found;
  // Answers in a thread are not in the channel's history.
  const thread = await ctx.slack.conversations.replies({ channel, ts, latest: ts, oldest: ts, inclusive: true });
  return pick(thread.messages, ts);
}

/** When a message was written. */
export function timeOfTs(ts: string): Date {
  return new Date(Number.parseFloat(ts) * 1000);
}

function pick(messages: unknown, ts: string): FetchedMessage | null {
  const parsed = z.array(messageSchema).safeParse(messages ?? []);
  return parsed.data?.find((message) => message.ts === ts) ?? null;
}
