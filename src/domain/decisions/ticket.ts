import { UserError } from '../../errors.ts';
import type { Command } from '../commands.ts';
import { type Draft, post, record, refreshAll, refreshSurfaces } from '../draft.ts';
import { touch } from '../people.ts';
import { callsNobody, severityOf } from '../policy.ts';

// A number or a link; what the ticket says is in the ticket.
const longestRef = 300;

/** Where the severity calls nobody, the channel asks for a ticket, once. What was asked before is shown as it is now. */
export function askForTicket(draft: Draft): void {
  const { incident, policy } = draft;
  const { asked, created } = incident.ticket;
  if (asked === null && created === null && callsNobody(severityOf(policy, incident.severity)))
    incident.ticket.asked = post(draft, { type: 'ticket' });
  else refreshTicket(draft);
}

/** Renders the request for a ticket again. */
export function refreshTicket(draft: Draft): void {
  const { asked } = draft.incident.ticket;
  if (asked !== null) refreshAll(draft, [asked]);
}

/** The ticket is written, by whom and under which number; or there is none after all. */
export function recordTicket(draft: Draft, command: Extract<Command, { type: 'recordTicket' }>): void {
  const { incident, now } = draft;
  const { ticket } = incident;
  const { by, done } = command;
  const ref = command.ref?.replace(/\s+/gu, ' ').trim() || null;
  if (ref !== null && ref.length > longestRef)
    throw new UserError(
      'ticket-too-long',
      `That has ${ref.length} characters; a ticket's number or link has at most ${longestRef}.`,
      'Give the number, such as `ticket OPS-123`. What it says belongs into the ticket.',
    );
  if (!done && ticket.created === null) return;
  if (done && ticket.created !== null && ticket.created.ref === ref) return;
  ticket.created = done ? { by, at: now, ref } : null;
  record(draft, 'ticketRecorded', by, { done, ref });
  // Nobody was asked for it here, so nothing shows it yet.
  if (done && ticket.asked === null) ticket.asked = post(draft, { type: 'ticket' });
  else refreshTicket(draft);
  refreshSurfaces(draft);
  touch(draft, by);
}
