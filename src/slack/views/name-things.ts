import { type Incident, nameOf } from '../../domain/incident.ts';
import { isInsider } from '../../domain/is-insider.ts';
import type { Policy } from '../../domain/policy.ts';
import { mention } from '../../domain/wording.ts';
import { oneLine } from './escape-text.ts';
import type { Facts } from './facts.ts';

/** Somebody who is told about, not called: the name where it is known, because a mention would disturb. */
export function named(user: string, facts: Pick<Facts, 'policy' | 'names'> & Partial<Pick<Facts, 'incident'>>): string {
  const person = Object.values(facts.policy.people).find((one) => one.slack === user);
  const name = facts.names?.[user] ?? person?.name ?? null;
  if (name !== null) return oneLine(name, 80);
  // A mention would call somebody who may not read what it is about.
  const { incident } = facts;
  return incident?.private && !isInsider(incident, user) ? 'somebody who is not here' : mention(user);
}

/** A channel by id (a link) or by name. */
export function channelLink(channel: string): string {
  return /^[CG][A-Z0-9]{6,}$/.test(channel) ? `<#${channel}>` : `#${oneLine(channel.replace(/^#/, ''), 80)}`;
}

/** How the policy calls the severity: "P0 Critical". A key that it no longer has stays as it is. */
export function severityName(policy: Policy, key: string): string {
  const severity = policy.severities.find((one) => one.key === key);
  return oneLine(severity === undefined || severity.name === key ? key : `${key} ${severity.name}`, 60);
}

/** How the policy calls the status. */
export function statusName(policy: Policy, status: string): string {
  const name = policy.statuses[status] ?? status;
  return oneLine(name.charAt(0).toUpperCase() + name.slice(1), 40);
}

/** What the role's button takes: its label without "Take", else the role's name. */
export function roleNoun(policy: Policy, key: string): string {
  const role = policy.roles.find((one) => one.key === key);
  const noun = role === undefined ? key : /^take /i.test(role.button) ? role.button.slice(5) : role.name;
  return oneLine(noun, 60);
}

/** What somebody does who holds the role: "has command", "is Technical Lead". */
export function holds(policy: Policy, key: string): string {
  return key === 'commander' ? `has ${roleNoun(policy, key)}` : `is ${roleName(policy, key)}`;
}

/** The same since a time: "has command since 03:04", "is Technical Lead, since 03:06". */
export function holdsSince(policy: Policy, key: string, since: string): string {
  return `${holds(policy, key)}${key === 'commander' ? '' : ','} since ${since}`;
}

/** What somebody is asked who should hold the role: "take command", "be Technical Lead". */
export function toHold(policy: Policy, key: string): string {
  return key === 'commander' ? `take ${roleNoun(policy, key)}` : `be ${roleName(policy, key)}`;
}

/** How the policy calls the role. */
export function roleName(policy: Policy, key: string): string {
  return oneLine(policy.roles.find((role) => role.key === key)?.name ?? key, 60);
}

/** `*INC-42 · P0 Critical · Investigating* — title`; a drill says so first. The title ends its line. */
export function titleLine(facts: Facts): string {
  const { incident, policy } = facts;
  const parts = [nameOf(incident), severityName(policy, incident.severity), statusName(policy, incident.status)];
  return `*${withKind(incident, parts.join(' · '))}* — ${oneLine(incident.title, 600)}`;
}

/** `INC-42 · P0 Critical — title`, for messages whose status would go stale. */
export function shortTitle(facts: Facts): string {
  const { incident, policy } = facts;
  const parts = [nameOf(incident), severityName(policy, incident.severity)];
  return `*${withKind(incident, parts.join(' · '))}* — ${oneLine(incident.title, 600)}`;
}

/** Nobody may take an exercise, or what is over, for what happens now. */
export function withKind(incident: Incident, text: string): string {
  switch (incident.kind) {
    case 'drill':
      return `DRILL · ${text}`;
    case 'backfill':
      return `RECORDED AFTERWARDS · ${text}`;
    case 'real':
      return text;
  }
}

/** The incident within a sentence: "INC-42", "DRILL INC-42". */
export function nameInSentence(incident: Incident): string {
  return incident.kind === 'drill' ? `DRILL ${nameOf(incident)}` : nameOf(incident);
}

/** Everything that may be said of a private incident where an outsider could read. */
export function privateName(incident: Incident): string {
  return `Private incident ${nameOf(incident)}`;
}
