import type { Ctx } from '../../context.ts';
import { nameOf } from '../../domain/incident.ts';
import { act } from '../act.ts';
import type { ActionCall, Caller, CommandCall } from '../calls.ts';
import type { Where } from '../locate-incident.ts';
import { followButton, unfollowButton } from '../views/followed.ts';
import { sentenceView } from '../views/ephemeral/sentence.ts';

/** `/incident follow`. */
export async function followByCommand(ctx: Ctx, call: CommandCall): Promise<void> {
  await follow(ctx, call, call);
}

/** *Follow*. */
export async function followByButton(ctx: Ctx, call: ActionCall): Promise<void> {
  await follow(ctx, call, call.value);
}

async function follow(ctx: Ctx, call: Caller, where: Where): Promise<void> {
  const incident = await act(ctx, call, where, { type: 'follow', by: call.user });
  const name = nameOf(incident);
  const how = incident.invited.includes(call.user)
    ? 'You are in its channel, where every update is; if you leave it, I will write to you.'
    : 'I will write to you with every update, when it gets worse, when it is mitigated, and when it is over.';
  await call.reply(sentenceView(`You follow ${name}. ${how}`, [unfollowButton(incident)]));
}

/** `/incident unfollow`. */
export async function unfollowByCommand(ctx: Ctx, call: CommandCall): Promise<void> {
  await unfollow(ctx, call, call);
}

/** *Unfollow*. */
export async function unfollowByButton(ctx: Ctx, call: ActionCall): Promise<void> {
  await unfollow(ctx, call, call.value);
}

async function unfollow(ctx: Ctx, call: Caller, where: Where): Promise<void> {
  const incident = await act(ctx, call, where, { type: 'unfollow', by: call.user });
  await call.reply(
    sentenceView(`You do not follow ${nameOf(incident)} any more: no direct messages about its updates.`, [
      followButton(incident),
    ]),
  );
}
