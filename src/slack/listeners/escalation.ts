import type { Ctx } from '../../context.ts';
import { nameOf } from '../../domain/incident.ts';
import { act, confirm } from '../act.ts';
import type { ActionCall, Caller, CommandCall } from '../calls.ts';
import type { Where } from '../locate-incident.ts';

/** `/incident ack`. */
export async function acknowledgeByCommand(ctx: Ctx, call: CommandCall): Promise<void> {
  await acknowledge(ctx, call, call);
}

/** *I'm on it*. */
export async function acknowledgeByButton(ctx: Ctx, call: ActionCall): Promise<void> {
  await acknowledge(ctx, call, call.value);
}

async function acknowledge(ctx: Ctx, call: Caller, where: Where): Promise<void> {
  const incident = await act(ctx, call, where, { type: 'acknowledge', by: call.user });
  await confirm(call, incident, `You answered for ${nameOf(incident)}. Nobody else is called for an answer now.`);
}

/** `/incident escalate`: the next step now. */
export async function escalateByCommand(ctx: Ctx, call: CommandCall): Promise<void> {
  await escalate(ctx, call, call, null);
}

/** *Escalate*. */
export async function escalateByButton(ctx: Ctx, call: ActionCall): Promise<void> {
  await escalate(ctx, call, call.value, call.value.step ?? null);
}

async function escalate(ctx: Ctx, call: Caller, where: Where, step: string | null): Promise<void> {
  const incident = await act(ctx, call, where, { type: 'escalate', by: call.user, step });
  await confirm(call, incident, `The next call for ${nameOf(incident)} goes out now.`);
}
