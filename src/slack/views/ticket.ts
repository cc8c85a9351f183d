import type { Button, KnownBlock } from '@slack/types';
import { type Incident, isOpen, nameOf } from '../../domain/incident.ts';
import { callsNobody, severityOf } from '../../domain/policy.ts';
import { actions } from '../ids.ts';
import { type Rendered, button, buttonRow, context, section } from './build-blocks.ts';
import { oneLine } from './escape-text.ts';
import type { Facts } from './facts.ts';
import { formValue, valueOf } from './incident-buttons.ts';
import { named, privateName, severityName, withKind } from './name-things.ts';
import { timeOf } from './tell-time.ts';

/** Somebody is asked to write a ticket, with the text to copy; once it is there, which one it is and who wrote it. */
export function renderTicket(facts: Facts): Rendered {
  const { incident } = facts;
  const said = ticketLine(facts) ?? asked(facts);
  return {
    text: `${withKind(incident, nameOf(incident))}: ${said}`,
    blocks: [section(said), ...textBlocks(facts), ...buttonRow(ticketButtons(facts))],
  };
}

function asked(facts: Facts): string {
  const { incident, policy } = facts;
  const severity = severityName(policy, incident.severity);
  if (!isOpen(incident)) return 'No ticket was recorded.';
  if (!isWanted(facts)) return `It is *${severity}* now. No ticket was recorded.`;
  return `*Create a ticket.* At ${severity} nobody is called: a ticket is what gets it done.`;
}

/** `✓ Ticket OPS-123 (Ana Ruiz, 03:04)`; null while there is none. */
export function ticketLine(facts: Facts): string | null {
  const { created } = facts.incident.ticket;
  if (created === null) return null;
  const which = created.ref === null ? 'Ticket created' : `Ticket ${oneLine(created.ref, 300)}`;
  return `✓ ${which} (${named(created.by, facts)}, ${timeOf(created.at, facts.now)})`;
}

// In a block of its own, so that one press copies it.
function textBlocks(facts: Facts): KnownBlock[] {
  const { incident } = facts;
  if (incident.ticket.created !== null || !isWanted(facts)) return [];
  const hint = incident.private
    ? 'The incident is private, so the text names nothing of it.'
    : 'Copy this into your ticket system, then press *Ticket created*.';
  return [section(`\`\`\`${textOf(facts).join('\n')}\`\`\``), context(hint)];
}

function textOf({ incident, policy }: Facts): string[] {
  const { workspace, channel } = incident;
  const link =
    channel === null ? [] : [`Channel: https://slack.com/app_redirect?team=${workspace}&amp;channel=${channel.id}`];
  if (incident.private) return [privateName(incident), ...link];
  const unknown = 'not known yet';
  const at = incident.moments.declared.toISOString();
  return [
    `${withKind(incident, nameOf(incident))}: ${oneLine(incident.title, 600)}`,
    `Severity: ${severityName(policy, incident.severity)}`,
    `Affected: ${oneLine(incident.affected ?? unknown, 700)}`,
    `Impact: ${oneLine(incident.impact ?? unknown, 900)}`,
    `Declared: ${at.slice(0, 10)} ${at.slice(11, 16)} UTC`,
    ...link,
  ];
}

function isWanted({ incident, policy }: Facts): boolean {
  return isOpen(incident) && callsNobody(severityOf(policy, incident.severity));
}

function ticketButtons(facts: Facts): Button[] {
  const { incident } = facts;
  if (incident.ticket.created === null) return isWanted(facts) ? [ticketCreated(incident, true)] : [];
  if (!isOpen(incident)) return [];
  return [
    button({ label: 'Correct the ticket', action: actions.openTicket, value: formValue(incident) }),
    button({ label: 'No ticket', action: actions.dropTicket, value: valueOf(incident) }),
  ];
}

/** *Ticket created*: asks for its number or link. */
export function ticketCreated(incident: Incident, primary = false): Button {
  return button({ label: 'Ticket created', action: actions.openTicket, value: formValue(incident), primary });
}
