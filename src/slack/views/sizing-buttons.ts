import type { Button } from '@slack/types';
import { isOpen } from '../../domain/incident.ts';
import { callsNobody, severityOf } from '../../domain/policy.ts';
import type { Facts } from './facts.ts';
import { ticketCreated } from './ticket.ts';

/** What the panel offers to size it up and to find whom to turn to, as far as the policy says anything of it. */
export function sizingButtons(facts: Facts): Button[] {
  const { incident, policy } = facts;
  const ticket = incident.ticket.created !== null || callsNobody(severityOf(policy, incident.severity));
  return isOpen(incident) && ticket ? [ticketCreated(incident)] : [];
}
