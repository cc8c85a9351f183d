import type { HandedOver } from '../../domain/duty-handover.ts';
import { type Incident, nameOf } from '../../domain/incident.ts';
import type { Turn } from '../../domain/on-duty.ts';
import { type Policy, titleOf } from '../../domain/policy.ts';
import { count, dayOf } from '../../domain/wording.ts';
import { clip } from '../limits.ts';
import { type Rendered, section } from './build-blocks.ts';
import { oneLine } from './escape-text.ts';
import { channelLink, severityName } from './name-things.ts';

const mostListed = 10;

/** In the announcements channel: who hands over to whom. Names, because a mention would call them. */
export function renderDutyHandover(policy: Policy, turn: Turn, roles: HandedOver[]): Rendered {
  const head = `*On-call handover*: the new turn lasts until ${dayOf(turn.to)}.`;
  const lines = roles.map(({ role, from, to }) => `• ${titleIn(policy, role)}: ${passed(policy, from, to)}`);
  return { text: 'On-call handover', blocks: [section(clip([head, ...lines].join('\n'), 2900))] };
}

function passed(policy: Policy, from: string | null, to: string | null): string {
  if (from === to) return `${nameIn(policy, to)}, as before`;
  return from === null ? nameIn(policy, to) : `${nameIn(policy, from)} → ${nameIn(policy, to)}`;
}

/** To one person who comes on duty: what they are, until when, and what is open as far as they may see it. */
export function renderOnDuty(
  policy: Policy,
  turn: Turn,
  { roles, open, policyOf }: { roles: string[]; open: Incident[]; policyOf: (incident: Incident) => Policy },
): Rendered {
  const text = `You are on call now: ${roles.map((role) => titleIn(policy, role)).join(', ')}.`;
  const lines = open.slice(0, mostListed).map((incident) => {
    const where = incident.channel === null ? '' : ` · ${channelLink(incident.channel.id)}`;
    const severity = severityName(policyOf(incident), incident.severity);
    return `• *${nameOf(incident)} · ${severity}* — ${oneLine(incident.title, 150)}${where}`;
  });
  const more = open.length > mostListed ? ['There are more: `list` shows them.'] : [];
  const now =
    open.length === 0
      ? 'Nothing is open.'
      : `${count(Math.min(open.length, mostListed), 'incident is', 'incidents are')} open now:`;
  return {
    text: clip(text, 300),
    blocks: [
      section(clip(`${text} Your turn lasts until ${dayOf(turn.to)}.`, 2900)),
      section(clip([now, ...lines, ...more].join('\n'), 2900)),
    ],
  };
}

function titleIn(policy: Policy, role: string): string {
  return oneLine(titleOf(policy, role), 60);
}

function nameIn(policy: Policy, key: string | null): string {
  const person = key === null ? undefined : policy.people[key];
  return person === undefined ? 'nobody' : oneLine(person.name ?? person.title, 60);
}
