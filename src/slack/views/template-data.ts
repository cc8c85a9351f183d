import type { MessageData } from '../../domain/message-data.ts';
import type { MessageFacts } from '../../domain/message-facts.ts';
import { nameOf } from '../../domain/incident.ts';
import { isInsider } from '../../domain/is-insider.ts';
import { oneLine, withinText } from './escape-text.ts';
import type { Facts } from './facts.ts';
import { channelLink, named } from './name-things.ts';
import { durationOf, timeOf } from './tell-time.ts';
import { clockTime } from '../../domain/wording.ts';

/** Longest text of a person within a message template: the whole stands on the record. */
const longestText = 1500;

// How the parts of a message are written: for Slack's markup, or as they would stand anywhere.
type Hand = {
  text: (text: string) => string;
  time: (at: string) => string;
  clock: (at: string) => string;
  person: (user: string) => string;
  channel: string | null;
};

/** The variables of a message that is read in Slack. */
export function slackData(said: MessageFacts, facts: Facts): MessageData {
  return dataOf(said, facts, {
    text: (text) => withinText(text, longestText),
    time: (at) => timeOf(at, new Date(said.at)),
    clock: (at) => clockTime(new Date(at)),
    // A mention would call people whom the message only names.
    person: (user) => named(user, facts),
    channel: facts.incident.channel === null ? null : channelLink(facts.incident.channel.id),
  });
}

/** The variables of a text for people outside: nothing of Slack is in it. It is escaped as a whole where Slack shows it. */
export function plainData(said: MessageFacts, facts: Facts): MessageData {
  const utc = (at: string) => `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
  return dataOf(said, facts, {
    text: (text) => text.trim(),
    time: utc,
    clock: (at) => `${at.slice(11, 16)} UTC`,
    person: (user) => plainName(user, facts),
    channel: facts.incident.channel === null ? null : `#${facts.incident.channel.name}`,
  });
}

function plainName(user: string, { policy, names, incident }: Facts): string {
  const person = Object.values(policy.people).find((one) => one.slack === user);
  if (incident.private && !isInsider(incident, user)) return 'a colleague';
  return names?.[user] ?? person?.name ?? 'a colleague';
}

function dataOf(said: MessageFacts, { incident, policy }: Facts, hand: Hand): MessageData {
  const text = (value: string | null) => (value === null || value.trim() === '' ? null : hand.text(value));
  const lines = (value: string | null) =>
    (value ?? '').split('\n').flatMap((line) => text(line.replace(/^\s*[-•*]\s+/, '')) ?? []);
  const time = (at: string | null) => (at === null ? null : hand.time(at));
  const person = (user: string | null | undefined) => (user ? hand.person(user) : null);
  const severity = policy.severities.find(({ key }) => key === said.severity);
  const started = said.impactStarted ?? said.declared;
  const lasted = new Date(said.resolvedAt ?? said.at).getTime() - new Date(started).getTime();
  const status = policy.statuses[said.status] ?? said.status;
  return {
    organisation: hand.text(policy.organisation),
    number: nameOf(incident),
    title: hand.text(said.title),
    severity: hand.text(said.severity),
    severity_name: hand.text(severity?.name ?? said.severity),
    status: hand.text(status.charAt(0).toUpperCase() + status.slice(1)),
    impact: text(said.impact),
    affected: text(said.affected),
    exposure: said.exposure,
    drill: incident.kind === 'drill',
    private: incident.private,
    started: hand.time(started),
    declared: hand.time(said.declared),
    resolved: time(said.resolvedAt),
    now: hand.time(said.at),
    time: hand.clock(said.at),
    duration: durationOf(Math.max(0, lasted)),
    declared_by: hand.person(incident.declaredBy),
    commander: person(said.roles['commander']),
    roles: policy.roles.map(({ key, name }) => ({ role: oneLine(name, 60), person: person(said.roles[key]) })),
    channel: hand.channel,
    every: said.every,
    next_update: time(said.nextDue),
    update: said.number === 0 ? null : said.number,
    text: text(said.text),
    know: text(said.know),
    done: text(said.done),
    next: text(said.next),
    eta: text(said.eta),
    know_lines: lines(said.know),
    done_lines: lines(said.done),
    next_lines: lines(said.next),
    no_change: said.noChange,
    cause: text(said.cause),
    fix: text(said.fix),
    customers: text(said.customers),
    owner: person(said.owner),
    meeting: time(said.meeting),
    report: time(said.report),
  };
}
