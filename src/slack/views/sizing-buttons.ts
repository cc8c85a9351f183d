import type { Button } from '@slack/types';
import { isOpen } from '../../domain/incident.ts';
import { callsNobody, severityOf } from '../../domain/policy.ts';
import { actions } from '../ids.ts';
import { button } from './build-blocks.ts';
import type { Facts } from './facts.ts';
import { formValue, valueOf } from './incident-buttons.ts';
import { ticketCreated } from './ticket.ts';

/** What the panel offers to size it up and to find whom to turn to, as far as the policy says anything of it. */
export function sizingButtons(facts: Facts): Button[] {
  const { incident, policy } = facts;
  const value = formValue(incident);
  const ticket = incident.ticket.created !== null || callsNobody(severityOf(policy, incident.severity));
  const contacts = policy.contacts.length + policy.links.length + policy.detection.length > 0;
  return [
    ...(contacts ? [button({ label: 'Contacts', action: actions.showContacts, value: valueOf(incident) })] : []),
    ...(policy.containment.length > 0 ? [button({ label: 'Type', action: actions.openType, value })] : []),
    ...(policy.triage.questions.length > 0 ? [button({ label: 'Triage', action: actions.openTriage, value })] : []),
    ...(isOpen(incident) && ticket ? [ticketCreated(incident)] : []),
  ];
}
