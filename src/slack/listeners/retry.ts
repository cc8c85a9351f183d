import type { Ctx } from '../../context.ts';
import { retryEffect } from '../../commands/retry-effect.ts';
import { UserError } from '../../errors.ts';
import type { ActionCall } from '../calls.ts';
import { sentenceView } from '../views/ephemeral/sentence.ts';

/** *Retry* beside a step that failed. */
export async function retry(ctx: Ctx, call: ActionCall): Promise<void> {
  const { effect } = call.value;
  if (effect === undefined)
    throw new UserError(
      'nothing-to-retry',
      'This button does not say what to try again.',
      'Look at `status` for how things stand.',
    );
  const retried = await retryEffect(ctx, { effectId: effect, by: call.user, channel: call.channel });
  if (!retried) await call.reply(sentenceView('That step is being tried again already, or is done.'));
}
