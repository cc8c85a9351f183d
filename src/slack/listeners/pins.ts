import { z } from 'zod';
import { execute } from '../../commands/execute.ts';
import { findByChannel } from '../../commands/find-incident.ts';
import type { Ctx } from '../../context.ts';
import { nameOf } from '../../domain/incident.ts';
import { UserError } from '../../errors.ts';
import { act } from '../act.ts';
import type { EventCall, ShortcutCall } from '../calls.ts';
import { fetchMessage, timeOfTs } from '../fetch-message.ts';
import { incidentOfMessage } from '../incident-of-channel.ts';
import { locateIncident } from '../locate-incident.ts';
import { makeReply } from '../make-reply.ts';
import { readText } from '../read-text.ts';
import { replyWithError } from '../reply-with-error.ts';
import { recordOf } from './merge.ts';
import { tellMasked } from '../tell-masked.ts';
import { sentenceView } from '../views/ephemeral/sentence.ts';

const pushpins = ['pushpin', 'round_pushpin'];

const schema = z.object({
  user: z.string(),
  reaction: z.string(),
  item: z.object({ type: z.string(), channel: z.string().default(''), ts: z.string().default('') }),
});

/** `:pushpin:` on a message of an incident's channel puts it on the timeline, with its own time and author. */
export async function onReactionAdded(ctx: Ctx, call: EventCall): Promise<void> {
  const read = readPushpin(call);
  const incident = read && (await findByChannel(ctx, { workspace: call.workspace, channel: read.channel }));
  if (!read || !incident) return;
  const { user, channel, ts } = read;
  const reply = makeReply(ctx, { user, channel, respond: null });
  try {
    const message = await fetchMessage(ctx, channel, ts);
    if (!message)
      throw new UserError('message-gone', 'That message is gone already.', 'Write a note instead: `note …`.');
    const text = await readText(ctx, message.text);
    const command = {
      type: 'pinMessage' as const,
      by: user,
      source: `${channel}:${ts}`,
      at: timeOfTs(ts),
      author: message.user ?? null,
      text,
      files: message.files,
    };
    const record = await recordOf(ctx, incident);
    await execute(ctx, { incidentId: record.id, command, delivery: call.delivery, channel });
    // Who wrote it can revoke it; who pinned it should know why the timeline reads differently.
    for (const reader of new Set([message.user ?? user, user]))
      await tellMasked({ reply: makeReply(ctx, { user: reader, channel, respond: null }) }, command, 'message');
  } catch (error) {
    await replyWithError(ctx, {
      error,
      route: 'event reaction_added',
      workspace: call.workspace,
      user,
      written: null,
      of: { number: incident.number },
      reply,
    });
  }
}

/** The last pushpin taken off takes the message off the timeline, and the record says so. */
export async function onReactionRemoved(ctx: Ctx, call: EventCall): Promise<void> {
  const read = readPushpin(call);
  const incident = read && (await incidentOfMessage(ctx, { workspace: call.workspace, ...read }));
  if (!read || !incident) return;
  const { user, channel, ts } = read;
  const message = await fetchMessage(ctx, channel, ts).catch(() => null);
  if (message?.reactions.some(({ name }) => pushpins.includes(name))) return;
  const command = { type: 'unpinMessage' as const, by: user, source: `${channel}:${ts}`, reason: 'unpinned' as const };
  const record = await recordOf(ctx, incident, command.source);
  await execute(ctx, { incidentId: record.id, command, delivery: call.delivery, channel });
}

function readPushpin(call: EventCall): { user: string; channel: string; ts: string } | null {
  const { user, reaction, item } = schema.parse(call.event);
  // Skin tones and the like come behind a colon.
  if (!pushpins.includes(reaction.split(':')[0] ?? '') || item.type !== 'message' || user === call.botUser) return null;
  return { user, channel: item.channel, ts: item.ts };
}

/** The message shortcut *Add to timeline*. */
export async function addToTimeline(ctx: Ctx, call: ShortcutCall): Promise<void> {
  const { message, channel, user } = call;
  if (!message || channel === null)
    throw new UserError('no-message', 'There is no message to add.', 'Use this from the menu of a message.');
  const text = await readText(ctx, message.text);
  const { ts, author } = message;
  const place = await locateIncident(ctx, call, { channel });
  const incident = await act(
    ctx,
    call,
    { incident: (await recordOf(ctx, place)).id },
    { type: 'pinMessage', by: user, source: `${channel}:${ts}`, at: timeOfTs(ts), author, text, files: message.files },
  );
  await call.reply(sentenceView(`That message is on the timeline of ${nameOf(incident)}.`));
}
