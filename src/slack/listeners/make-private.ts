import type { Ctx } from '../../context.ts';
import { nameOf } from '../../domain/incident.ts';
import { act } from '../act.ts';
import type { ActionCall, Caller, CommandCall } from '../calls.ts';
import type { Where } from '../locate-incident.ts';
import { readText } from '../read-text.ts';
import { sentenceView } from '../views/ephemeral/sentence.ts';

/** `/incident make-private [why]`. */
export async function makePrivateByCommand(ctx: Ctx, call: CommandCall): Promise<void> {
  await makePrivate(ctx, call, call, (await readText(ctx, call.rest)) || null);
}

/** *Make private*, after the dialog that says what will happen. */
export async function makePrivateByButton(ctx: Ctx, call: ActionCall): Promise<void> {
  await makePrivate(ctx, call, call.value, null);
}

async function makePrivate(ctx: Ctx, call: Caller, where: Where, why: string | null): Promise<void> {
  const incident = await act(ctx, call, where, { type: 'makePrivate', by: call.user, why });
  await call.reply(
    sentenceView(
      `${nameOf(incident)} is private from now on. I am opening a private channel, inviting you and taking back what I posted; in that channel I say who could have seen it.`,
    ),
  );
}
