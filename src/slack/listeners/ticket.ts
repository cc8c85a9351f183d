import type { Ctx } from '../../context.ts';
import { nameOf } from '../../domain/incident.ts';
import { act, confirm } from '../act.ts';
import type { ActionCall, Caller, CommandCall, ModalCall } from '../calls.ts';
import { actions } from '../ids.ts';
import type { Where } from '../locate-incident.ts';
import { openIncidentForm, targetOf, targetOfCommand } from '../open-incident-form.ts';
import { readText } from '../read-text.ts';
import type { FormTarget } from '../views/modals/incident-form.ts';
import { ticketForm } from '../views/modals/ticket.ts';

/** `/incident ticket OPS-123` records it, `ticket none` takes it back; alone it opens the form. */
export async function ticketByCommand(ctx: Ctx, call: CommandCall): Promise<void> {
  if (call.rest === '') return openTicket(ctx, call, targetOfCommand(call));
  const none = /^none$/i.test(call.rest);
  await record(ctx, call, call, none ? null : { ref: await readText(ctx, call.rest) });
}

/** *Ticket created*. */
export async function openTicketForm(ctx: Ctx, call: ActionCall): Promise<void> {
  await openTicket(ctx, call, targetOf(call.value, call.channel));
}

async function openTicket(ctx: Ctx, call: Caller, target: FormTarget): Promise<void> {
  await openIncidentForm(ctx, call, { target, action: actions.openTicket, view: (about) => ticketForm(target, about) });
}

/** The submitted form. */
export async function submitTicket(ctx: Ctx, call: ModalCall): Promise<void> {
  await record(ctx, call, targetOf(call.metadata, null), { ref: call.fields.ref?.text ?? null });
}

/** *No ticket*: there is none after all. */
export async function dropTicketByButton(ctx: Ctx, call: ActionCall): Promise<void> {
  await record(ctx, call, call.value, null);
}

async function record(ctx: Ctx, call: Caller, where: Where, ticket: { ref: string | null } | null): Promise<void> {
  const done = ticket !== null;
  const incident = await act(ctx, call, where, { type: 'recordTicket', by: call.user, done, ref: ticket?.ref ?? null });
  await confirm(call, incident, `The ticket of ${nameOf(incident)} is ${done ? 'recorded' : 'taken off the record'}.`);
}
