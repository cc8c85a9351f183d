import type { Ctx } from '../../context.ts';
import { nameOf } from '../../domain/incident.ts';
import { act } from '../act.ts';
import type { ActionCall } from '../calls.ts';
import { sentenceView } from '../views/ephemeral/sentence.ts';

/** *Archive channel*. */
export async function archiveByButton(ctx: Ctx, call: ActionCall): Promise<void> {
  const incident = await act(ctx, call, call.value, { type: 'archiveChannel', by: call.user });
  await call.reply(
    sentenceView(
      `The channel of ${nameOf(incident)} will be archived as soon as everything is posted there. What is due later comes by direct message.`,
    ),
  );
}
