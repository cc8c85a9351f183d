import { findByChannel } from '../../commands/find-incident.ts';
import type { Ctx } from '../../context.ts';
import type { Incident } from '../../domain/incident.ts';
import type { ActionCall, Caller, CommandCall } from '../calls.ts';
import { refuseUnless } from '../gate.ts';
import { locateIncident } from '../locate-incident.ts';
import { renderContacts } from '../views/ephemeral/contacts.ts';

/** `/incident contacts`: whom to turn to, for this channel's incident first; elsewhere all of it. */
export async function contactsByCommand(ctx: Ctx, call: CommandCall): Promise<void> {
  const incident = call.number === null ? await findByChannel(ctx, call) : await locateIncident(ctx, call, call);
  await showContacts(ctx, call, incident);
}

/** *Contacts*. */
export async function contactsByButton(ctx: Ctx, call: ActionCall): Promise<void> {
  await showContacts(ctx, call, await locateIncident(ctx, call, { ...call.value, channel: call.channel }));
}

async function showContacts(ctx: Ctx, call: Caller, incident: Incident | null): Promise<void> {
  await refuseUnless(ctx, call, { permission: 'see', incident });
  const { policy } = incident === null ? ctx.runbooks.current : await ctx.runbooks.of(incident);
  await call.reply(renderContacts(policy, incident, call.user));
}
