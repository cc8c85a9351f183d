import type { Ctx } from '../../context.ts';
import { nameOf } from '../../domain/incident.ts';
import { type WorkingStatus, isWorking, workingStatuses } from '../../domain/working-statuses.ts';
import type { Policy } from '../../domain/policy.ts';
import { UserError } from '../../errors.ts';
import { act, confirm } from '../act.ts';
import type { ActionCall, Caller, CommandCall } from '../calls.ts';
import { locateWithPolicy, type Where } from '../locate-incident.ts';
import { takeWord } from '../parse-command.ts';
import { readText } from '../read-text.ts';
import { statusName } from '../views/name-things.ts';
import { showStatus } from './panel.ts';

/** `/incident status` shows; `/incident status identified [why]` sets. */
export async function statusByCommand(ctx: Ctx, call: CommandCall): Promise<void> {
  if (call.rest === '') return showStatus(ctx, call);
  const { word, rest } = takeWord(call.rest);
  const { incident, policy } = await locateWithPolicy(ctx, call, call);
  const to = parseStatus(policy, word);
  if (to === null) {
    const known = workingStatuses.map((status) => `\`${status}\``).join(', ');
    throw new UserError(
      'unknown-status',
      `There is no status “${word}” to set.`,
      `Choose one of ${known}, or \`resolve\`, \`close\` or \`cancel\` it.`,
    );
  }
  await change(ctx, call, { incident: incident.id }, to, (await readText(ctx, rest)) || null);
}

/** `/incident monitor [why]`: users no longer feel it, and the fix is watched. */
export async function monitorByCommand(ctx: Ctx, call: CommandCall): Promise<void> {
  await change(ctx, call, call, 'monitoring', (await readText(ctx, call.rest)) || null);
}

/** *Monitoring*. */
export async function monitorByButton(ctx: Ctx, call: ActionCall): Promise<void> {
  await change(ctx, call, call.value, 'monitoring', null);
}

async function change(ctx: Ctx, call: Caller, where: Where, to: WorkingStatus, why: string | null): Promise<void> {
  const incident = await act(ctx, call, where, { type: 'changeStatus', by: call.user, to, why });
  const { policy } = await ctx.runbooks.of(incident);
  await confirm(call, incident, `${nameOf(incident)} is ${statusName(policy, incident.status).toLowerCase()} now.`);
}

// A policy may call its statuses otherwise; both names are understood.
function parseStatus(policy: Policy, word: string): WorkingStatus | null {
  const wanted = word.toLowerCase();
  if (isWorking(wanted)) return wanted;
  return workingStatuses.find((status) => policy.statuses[status]?.toLowerCase() === wanted) ?? null;
}
