import type { KnownBlock } from '@slack/types';
import { isOpen } from '../../domain/incident.ts';
import { callsNobody, severityOf } from '../../domain/policy.ts';
import { context } from './build-blocks.ts';
import type { Facts } from './facts.ts';
import { ticketLine } from './ticket.ts';

/** What is known of its size, and who was turned to: small lines of the headline and the catch-up; none where nothing is. */
export function sizingBlocks(facts: Facts): KnownBlock[] {
  const lines = [ticketState(facts)].filter((line) => line !== null);
  return lines.length === 0 ? [] : [context(lines.join('\n'))];
}

function ticketState(facts: Facts): string | null {
  const { incident, policy } = facts;
  const created = ticketLine(facts);
  if (created !== null) return created;
  return isOpen(incident) && callsNobody(severityOf(policy, incident.severity))
    ? 'No ticket yet; nobody is called'
    : null;
}
