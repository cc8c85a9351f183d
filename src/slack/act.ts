import { execute } from '../commands/execute.ts';
import type { Ctx } from '../context.ts';
import type { Command } from '../domain/commands.ts';
import type { Incident } from '../domain/incident.ts';
import type { Caller } from './calls.ts';
import { findMeant, type Where } from './locate-incident.ts';
import { tellMasked } from './tell-masked.ts';
import { sentenceView } from './views/ephemeral/sentence.ts';

/** Carries out a command on the incident that is meant. `delivery` makes a redelivered press harmless. */
export async function act(ctx: Ctx, call: Caller, where: Where, command: Command): Promise<Incident> {
  const incidentId = where.incident ?? (await findMeant(ctx, call, { channel: call.channel, ...where })).id;
  const incident = await execute(ctx, { incidentId, command, delivery: call.delivery, channel: call.channel });
  await tellMasked(call, command, command.type === 'pinMessage' ? 'message' : 'command');
  return incident;
}

/** Tells the person that it is done, unless they see it anyway: in the incident's own channel a message says so. */
export async function confirm(call: Caller, incident: Incident, sentence: string): Promise<void> {
  // The Home is shown anew instead.
  if (call.home || (incident.channel && incident.channel.id === call.channel)) return;
  const where = incident.channel ? ` See <#${incident.channel.id}>.` : '';
  await call.reply(sentenceView(`${sentence}${where}`));
}
