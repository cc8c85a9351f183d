import type { Incident } from '../../../domain/incident.ts';
import { type Policy, titleOf } from '../../../domain/policy.ts';
import { type Contact, isForSeverity, type Link } from '../../../domain/runbook-parts.ts';
import { clip, longestSection } from '../../limits.ts';
import { type Rendered, context, section } from '../build-blocks.ts';
import { oneLine } from '../escape-text.ts';
import { severityName } from '../name-things.ts';

/** All blocks of a message share 12,000 characters. */
const MOST_CHARACTERS = 10_500;

type ForWhom = Pick<Contact, 'severities' | 'roles'>;

/**
 * Whom to turn to and what to look at, for one person: in an incident's channel first what is meant for its severity and for
 * the roles that they have, then the rest; elsewhere all of it.
 */
export function renderContacts(policy: Policy, incident: Incident | null, asker: string): Rendered {
  const here = incident === null ? [] : policy.contacts.filter((one) => isMeant(one, incident, asker));
  const hereLinks = incident === null ? [] : policy.links.filter((one) => isMeant(one, incident, asker));
  const rest = policy.contacts.filter((one) => !here.includes(one));
  const restLinks = policy.links.filter((one) => !hereLinks.includes(one));
  const now = incident === null ? '' : `For ${severityName(policy, incident.severity)} and you`;
  const more = incident === null ? 'Whom to turn to' : 'Others';
  const parts = [
    part(now, [
      ...here.map((one) => contactLine(one, policy, false)),
      ...hereLinks.map((one) => linkLine(one, policy, false)),
    ]),
    part(more, [
      ...rest.map((one) => contactLine(one, policy, true)),
      ...restLinks.map((one) => linkLine(one, policy, true)),
    ]),
    part('At the review', attendees(policy)),
    part('What counts as an incident', policy.detection.map(thresholdLine)),
  ].filter((text) => text !== '');
  const head = 'Contacts and links';
  const none = 'The policy names none. They are written under `contacts` and `links` in policy.yaml.';
  return {
    text: head,
    blocks: [section(`*${head}*`), ...(parts.length === 0 ? [context(none)] : fitting(parts))],
  };
}

function isMeant(one: ForWhom, incident: Incident, asker: string): boolean {
  const { roles } = one;
  return (
    isForSeverity(one, incident.severity) &&
    (roles === null || roles.some((role) => incident.roles[role]?.user === asker))
  );
}

function part(head: string, lines: string[]): string {
  return lines.length === 0 ? '' : [`*${head}*`, ...lines].join('\n');
}

function contactLine(contact: Contact, policy: Policy, all: boolean): string {
  return `• ${oneLine(contact.name, 120)}: ${reachOf(contact.reach)}${all ? forWhom(contact, policy) : ''}`;
}

function linkLine(link: Link, policy: Policy, all: boolean): string {
  const title = oneLine(link.title, 120).replaceAll('|', '¦');
  return `• <${addressOf(link.url)}|${title}>${all ? forWhom(link, policy) : ''}`;
}

// Slack calls the number that is pressed, and opens the address.
function reachOf(reach: string): string {
  const said = oneLine(reach, 200);
  const number = /^\+?[\d\s()./-]{5,25}$/.test(reach.trim()) ? reach.replace(/[^\d+]/g, '') : '';
  if (number !== '') return `<tel:${number}|${said}>`;
  if (/^[^\s@<>|]+@[^\s@<>|]+\.[^\s@<>|]+$/.test(reach.trim())) return `<mailto:${reach.trim()}|${said}>`;
  return /^https?:\/\/[^\s<>|]+$/.test(reach.trim()) ? `<${addressOf(reach.trim())}>` : said;
}

function addressOf(url: string): string {
  return clip(url, 1500).replaceAll('&', '&amp;').replaceAll('<', '%3C').replaceAll('>', '%3E').replaceAll('|', '%7C');
}

function forWhom({ severities, roles }: ForWhom, policy: Policy): string {
  const parts = [
    ...(severities === null ? [] : [severities.join(', ')]),
    ...(roles === null ? [] : roles.map((role) => titleOf(policy, role))),
  ];
  return parts.length === 0 ? '' : ` (${oneLine(parts.join('; '), 150)})`;
}

function attendees(policy: Policy): string[] {
  const titles = policy.review.attendees.map((key) => oneLine(titleOf(policy, key), 80));
  return titles.length === 0 ? [] : [titles.slice(0, 20).join(', ')];
}

function thresholdLine({ signal, limit, seen }: Policy['detection'][number]): string {
  const level = limit === null ? '' : ` ${oneLine(limit, 80)}`;
  return `• ${oneLine(signal, 120)}${level}${seen === null ? '' : `, seen in ${oneLine(seen, 120)}`}`;
}

function fitting(texts: string[]) {
  let left = MOST_CHARACTERS;
  return texts.flatMap((text) => {
    const sections: string[] = [];
    for (const line of text.split('\n')) {
      left -= line.length + 1;
      if (left < 0) break;
      const last = sections.at(-1);
      if (last === undefined || last.length + line.length + 1 > longestSection) sections.push(line);
      else sections[sections.length - 1] = `${last}\n${line}`;
    }
    return sections.map((one) => section(one));
  });
}
