import type { WebClient } from '@slack/web-api';
import { z } from 'zod';

/** Name of the metadata that every message of Muster carries. */
const markName = 'muster_effect';

const marked = z.object({ event_type: z.literal(markName), event_payload: z.object({ effect: z.string() }) });

// Slack's clock and ours may differ; looking back further only costs a page more.
const clockDifference = 10 * 60_000;
const pageSize = 200;
const mostPages = 10;

/** The metadata of the message that an effect posts. */
export function markOf(effect: string): { event_type: string; event_payload: { effect: string } } {
  return { event_type: markName, event_payload: { effect } };
}

/** The effect that a message's metadata names; null where it is none of Muster's. */
export function effectOfMark(metadata: unknown): string | null {
  return marked.safeParse(metadata).data?.event_payload.effect ?? null;
}

/** The `ts` of the message that an effect posted there since then, or null. */
export async function findMarked(
  slack: WebClient,
  input: { channel: string; thread: string | null; effect: string; since: Date },
): Promise<string | null> {
  const { channel, thread, effect } = input;
  const oldest = String((input.since.getTime() - clockDifference) / 1000);
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const asked = { channel, oldest, limit: pageSize, include_all_metadata: true, ...(cursor ? { cursor } : {}) };
    const answer =
      thread === null
        ? await slack.conversations.history(asked)
        : await slack.conversations.replies({ ...asked, ts: thread });
    const found = answer.messages?.find((message) => effectOfMark(message.metadata) === effect);
    if (found?.ts !== undefined) return found.ts;
    cursor = answer.response_metadata?.next_cursor || undefined;
    if (cursor === undefined) return null;
  }
  return null;
}
