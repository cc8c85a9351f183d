import type { KnownBlock } from '@slack/types';
import { isOpen } from '../../domain/incident.ts';
import { callsNobody, severityOf } from '../../domain/policy.ts';
import { asLabel } from '../../domain/wording.ts';
import { context } from './build-blocks.ts';
import { oneLine } from './escape-text.ts';
import type { Facts } from './facts.ts';
import { ticketLine } from './ticket.ts';
import { nameOfType } from './typed.ts';

/** The headline shows so many answers; the rest are in the form. */
const MOST_ANSWERS = 6;

/** What is known of its size, and who was turned to: small lines of the headline and the catch-up; none where nothing is. */
export function sizingBlocks(facts: Facts): KnownBlock[] {
  const lines = [typeLine(facts), ...triageLines(facts), ticketState(facts)].filter((line) => line !== null);
  return lines.length === 0 ? [] : [context(lines.join('\n'))];
}

function typeLine({ incident, policy }: Facts): string | null {
  return incident.type === null ? null : `Type: ${nameOfType(policy, incident.type)}`;
}

function triageLines({ incident, policy }: Facts): string[] {
  const answered = policy.triage.questions.flatMap(({ key, question }) => {
    const answer = incident.triage[key];
    return answer === undefined ? [] : [`${oneLine(asLabel(question), 80)} ${oneLine(answer, 150)}`];
  });
  const rest = answered.length - MOST_ANSWERS;
  return rest > 0 ? [...answered.slice(0, MOST_ANSWERS), `And ${rest} more: *More*, then *Triage*`] : answered;
}

function ticketState(facts: Facts): string | null {
  const { incident, policy } = facts;
  const created = ticketLine(facts);
  if (created !== null) return created;
  return isOpen(incident) && callsNobody(severityOf(policy, incident.severity))
    ? 'No ticket yet; nobody is called'
    : null;
}
