import type { Ctx } from '../../context.ts';
import { nameOf } from '../../domain/incident.ts';
import { UserError } from '../../errors.ts';
import { act, confirm } from '../act.ts';
import type { ActionCall, Caller, CommandCall } from '../calls.ts';
import type { Where } from '../locate-incident.ts';

/** `/incident replan`: goes on by the runbook as it is now; `replan undo` by the one before. */
export async function replanByCommand(ctx: Ctx, call: CommandCall): Promise<void> {
  const word = call.rest.toLowerCase();
  if (word !== '' && word !== 'undo')
    throw new UserError(
      'replan-what',
      `“${call.rest.slice(0, 40)}” says nothing to me here.`,
      'Write `replan` to go on by the runbook as it is now, or `replan undo` to go back.',
    );
  await replan(ctx, call, call, { to: word === 'undo' ? 'before' : 'current', from: null });
}

/** *Re-plan*, and *Undo* on the message that tells of it. */
export async function replanByButton(ctx: Ctx, call: ActionCall): Promise<void> {
  const { to, from = null } = call.value;
  await replan(ctx, call, call.value, { to: to === 'before' ? 'before' : 'current', from });
}

type Wanted = { to: 'current' | 'before'; from: string | null };

async function replan(ctx: Ctx, call: Caller, where: Where, wanted: Wanted): Promise<void> {
  const incident = await act(ctx, call, where, { type: 'replan', by: call.user, ...wanted });
  const by = wanted.to === 'before' ? 'before' : 'as it is now';
  await confirm(call, incident, `${nameOf(incident)} goes on by the runbook ${by}.`);
}
