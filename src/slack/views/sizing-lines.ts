import type { KnownBlock } from '@slack/types';
import { isOpen } from '../../domain/incident.ts';
import { callsNobody, severityOf } from '../../domain/policy.ts';
import { asLabel } from '../../domain/wording.ts';
import { context } from './build-blocks.ts';
import { engagedLine } from './engaged.ts';
import { oneLine } from './escape-text.ts';
import type { Facts } from './facts.ts';
import { timeOf } from './tell-time.ts';
import { ticketLine } from './ticket.ts';
import { nameOfType } from './typed.ts';

/** The headline shows so many answers; the rest are in the form. */
const MOST_ANSWERS = 6;

/** What is known of its size, and who was turned to: small lines of the headline and the catch-up; none where nothing is. */
export function sizingBlocks(facts: Facts): KnownBlock[] {
  const size = [typeLine(facts), ...triageLines(facts)];
  const turned = [engagedLine(facts), momentsLine(facts), ticketState(facts)];
  return [size, turned].flatMap((some) => {
    const lines = some.filter((line) => line !== null);
    return lines.length === 0 ? [] : [context(lines.join('\n'))];
  });
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

function momentsLine({ incident, policy, now }: Facts): string | null {
  const set = policy.moments.flatMap(({ key, name }) => {
    const at = incident.ownMoments[key] ?? null;
    return at === null ? [] : [`${oneLine(name, 60)} ${timeOf(at, now)}`];
  });
  return set.length === 0 ? null : set.slice(0, MOST_ANSWERS).join(' · ');
}

function ticketState(facts: Facts): string | null {
  const { incident, policy } = facts;
  const created = ticketLine(facts);
  if (created !== null) return created;
  return isOpen(incident) && callsNobody(severityOf(policy, incident.severity))
    ? 'No ticket yet; nobody is called'
    : null;
}
