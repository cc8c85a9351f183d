import { z } from 'zod';
import { execute } from '../../commands/execute.ts';
import { findByChannel } from '../../commands/find-incident.ts';
import { takeInMember } from '../../commands/take-in-member.ts';
import type { Ctx } from '../../context.ts';
import type { Command } from '../../domain/commands.ts';
import type { EventCall } from '../calls.ts';
import { catchUpJoiner } from './catch-up.ts';

const membership = z.object({ user: z.string(), channel: z.string(), inviter: z.string().nullish() });
const changed = z.object({
  channel: z.union([z.string(), z.object({ id: z.string(), name: z.string().default('') })]),
});

/** Somebody left a channel: if it was the bot, nothing can be posted there any more. Who left a private one may not see more. */
export async function onMemberLeft(ctx: Ctx, call: EventCall): Promise<void> {
  const { user, channel } = membership.parse(call.event);
  const isBot = user === call.botUser;
  await tell(ctx, call, channel, isBot ? { type: 'channelLost', reason: 'botRemoved' } : { type: 'memberLeft', user });
}

/** Somebody came into a channel: if it was the bot, it can post there again. Who is in a private one may see it. */
export async function onMemberJoined(ctx: Ctx, call: EventCall): Promise<void> {
  const { user, channel, inviter = null } = membership.parse(call.event);
  if (user === call.botUser) return tell(ctx, call, channel, { type: 'channelBack' });
  const incident = await findByChannel(ctx, { workspace: call.workspace, channel });
  if (!incident) return;
  const arrival = { incidentId: incident.id, user, inviter, delivery: call.delivery };
  const late = await takeInMember(ctx, arrival);
  if (late) await catchUpJoiner(ctx, late, user);
}

/** A channel has another name. */
export async function onRenamed(ctx: Ctx, call: EventCall): Promise<void> {
  const { id, name } = channelOf(call);
  await tell(ctx, call, id, { type: 'channelRenamed', name });
}

/** A channel was archived. */
export async function onArchived(ctx: Ctx, call: EventCall): Promise<void> {
  await tell(ctx, call, channelOf(call).id, { type: 'channelLost', reason: 'archived' });
}

/** A channel is in use again. */
export async function onUnarchived(ctx: Ctx, call: EventCall): Promise<void> {
  await tell(ctx, call, channelOf(call).id, { type: 'channelBack' });
}

/** A channel was deleted. */
export async function onDeleted(ctx: Ctx, call: EventCall): Promise<void> {
  await tell(ctx, call, channelOf(call).id, { type: 'channelLost', reason: 'deleted' });
}

function channelOf(call: EventCall): { id: string; name: string } {
  const { channel } = changed.parse(call.event);
  return typeof channel === 'string' ? { id: channel, name: '' } : channel;
}

async function tell(ctx: Ctx, call: EventCall, channel: string, command: Command): Promise<void> {
  const incident = await findByChannel(ctx, { workspace: call.workspace, channel });
  if (incident) await execute(ctx, { incidentId: incident.id, command, delivery: call.delivery });
}
