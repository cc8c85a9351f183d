import type { Ctx } from '../../context.ts';
import { act } from '../act.ts';
import type { ActionCall } from '../calls.ts';

/** *Done* and *Not done* beside the review meeting and the post-mortem. */
export async function finishFollowUp(ctx: Ctx, call: ActionCall): Promise<void> {
  const { item, done } = call.value;
  if (item !== 'meeting' && item !== 'report') return;
  await act(ctx, call, call.value, { type: 'finishFollowUp', by: call.user, what: item, done: done !== 'no' });
}
