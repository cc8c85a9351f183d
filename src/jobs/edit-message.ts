import type { z } from 'zod';
import type { Ctx } from '../context.ts';
import type { EffectModel } from '../db/generated/models.ts';
import type { Incident } from '../domain/incident.ts';
import { refusalCode } from '../slack/client-errors.ts';
import type { Rendered } from '../slack/views/build-blocks.ts';
import { parseEffect } from './effects/parse-effect.ts';
import { postedSchema } from './effects/read-posted.ts';
import { renderMessage } from './render-message.ts';

// Nothing is there to be edited any more, and nobody can mend that.
const gone = new Set([
  'message_not_found',
  'cant_update_message',
  'edit_window_closed',
  'channel_not_found',
  'is_archived',
  'not_in_channel',
]);

/** Renders a message that was posted again from the incident as it is now. Null when it was edited, else why it cannot be any more. */
export async function editMessage(ctx: Ctx, incident: Incident, posted: EffectModel): Promise<string | null> {
  const place = postedSchema.safeParse(posted.result).data;
  const effect = parseEffect(posted.payload);
  if (!place || (effect.type !== 'post' && effect.type !== 'page')) return 'no message';
  const situation = { row: posted, incident, target: null, uncertainSince: null };
  return updateMessage(ctx, place, await renderMessage(ctx, situation, effect.notice, posted.finishedAt));
}

/** Edits what was posted. Null when it was edited, else why it cannot be any more. */
export async function updateMessage(
  { slack }: Ctx,
  { channel, ts }: z.infer<typeof postedSchema>,
  { text, blocks }: Rendered,
): Promise<string | null> {
  try {
    await slack.chat.update({ channel, ts, text, blocks });
    return null;
  } catch (error) {
    const code = refusalCode(error);
    if (code === null || !gone.has(code)) throw error;
    return code;
  }
}
