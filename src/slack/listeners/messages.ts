import { z } from 'zod';
import { execute } from '../../commands/execute.ts';
import type { Ctx } from '../../context.ts';
import type { EventCall } from '../calls.ts';
import { incidentOfChannel, incidentOfMessage } from '../incident-of-channel.ts';
import { makeReply } from '../make-reply.ts';
import { readText } from '../read-text.ts';
import { recordOf } from './merge.ts';
import { tellMasked } from '../tell-masked.ts';

const schema = z.object({
  channel: z.string(),
  subtype: z.string().optional(),
  user: z.string().optional(),
  bot_id: z.string().optional(),
  deleted_ts: z.string().optional(),
  message: z.object({ ts: z.string(), text: z.string().default(''), user: z.string().optional() }).optional(),
  previous_message: z.object({ text: z.string().default(''), user: z.string().optional() }).optional(),
});

// What a person writes has one of these or no subtype at all.
const written = ['file_share', 'thread_broadcast', 'me_message'];

/** A message in a channel: a sign of life of a responder; edits and deletions follow on the timeline. */
export async function onMessage(ctx: Ctx, call: EventCall): Promise<void> {
  const event = schema.parse(call.event);
  const { subtype, channel } = event;
  if (subtype === 'message_changed') return onEdited(ctx, call, event);
  if (subtype === 'message_deleted') return onDeleted(ctx, call, event);
  if (event.bot_id !== undefined || event.user === undefined || event.user === call.botUser) return;
  if (subtype !== undefined && !written.includes(subtype)) return;
  const incident = await incidentOfChannel(ctx, { workspace: call.workspace, channel });
  if (!incident) return;
  // A guest may talk; it is refused as a sign of life, which nobody needs to hear.
  await execute(ctx, {
    incidentId: incident.id,
    command: { type: 'sign', by: event.user },
    delivery: call.delivery,
    channel,
  });
}

async function onEdited(ctx: Ctx, call: EventCall, event: z.infer<typeof schema>): Promise<void> {
  const { message, previous_message: before, channel } = event;
  // A preview that Slack adds to a link is a change of the same text.
  if (!message || message.text === before?.text) return;
  // The headline is edited all the time.
  if (message.user === call.botUser) return;
  const incident = await incidentOfMessage(ctx, { workspace: call.workspace, channel, ts: message.ts });
  if (!incident) return;
  const command = {
    type: 'editPinned' as const,
    by: null,
    source: `${channel}:${message.ts}`,
    text: await readText(ctx, message.text),
  };
  const record = await recordOf(ctx, incident, command.source);
  await execute(ctx, { incidentId: record.id, command, delivery: call.delivery });
  // An edit of what nobody pinned is nobody's business.
  if (message.user === undefined || !record.pinned.includes(command.source)) return;
  await tellMasked({ reply: makeReply(ctx, { user: message.user, channel, respond: null }) }, command, 'message');
}

async function onDeleted(ctx: Ctx, call: EventCall, event: z.infer<typeof schema>): Promise<void> {
  const { deleted_ts: ts, channel, previous_message: before } = event;
  if (before?.user !== undefined && before.user === call.botUser) return;
  if (ts === undefined) return;
  const incident = await incidentOfMessage(ctx, { workspace: call.workspace, channel, ts });
  if (!incident) return;
  const command = { type: 'unpinMessage' as const, by: null, source: `${channel}:${ts}`, reason: 'deleted' as const };
  const record = await recordOf(ctx, incident, command.source);
  await execute(ctx, { incidentId: record.id, command, delivery: call.delivery });
}
