import type { Ctx } from '../../context.ts';
import { nameOf } from '../../domain/incident.ts';
import { act } from '../act.ts';
import type { ActionCall, Caller, CommandCall } from '../calls.ts';
import type { Where } from '../locate-incident.ts';
import { sentenceView } from '../views/ephemeral/sentence.ts';

/** `/incident here`. */
export async function hereByCommand(ctx: Ctx, call: CommandCall): Promise<void> {
  await say(ctx, call, call);
}

/** *I'm here*. */
export async function hereByButton(ctx: Ctx, call: ActionCall): Promise<void> {
  await say(ctx, call, call.value);
}

// Where nobody had asked, nothing in the channel shows that it was heard.
async function say(ctx: Ctx, call: Caller, where: Where): Promise<void> {
  const incident = await act(ctx, call, where, { type: 'here', by: call.user });
  await call.reply(sentenceView(`Heard: you have command of ${nameOf(incident)}.`));
}
