import type { Button, HomeView, KnownBlock } from '@slack/types';
import type { Home } from '../../domain/home.ts';
import { type Incident, holderOf, nameOf } from '../../domain/incident.ts';
import { isInsider } from '../../domain/is-insider.ts';
import { type Ask, asksOf, rolesOf } from '../../domain/my-part.ts';
import type { Policy } from '../../domain/policy.ts';
import { actions } from '../ids.ts';
import { button, buttonRow, context, section } from './build-blocks.ts';
import { oneLine } from './escape-text.ts';
import { followButton, unfollowButton } from './followed.ts';
import { glanceBlocks } from './home-glance.ts';
import { monthBlocks } from './home-month.ts';
import { owedBlocks } from './home-owed.ts';
import { formValue, onIt, postUpdate, valueOf } from './incident-buttons.ts';
import {
  channelLink,
  holds,
  named,
  privateName,
  roleName,
  roleNoun,
  severityName,
  statusName,
  toHold,
  withKind,
} from './name-things.ts';
import { parkedLine } from './parked.ts';
import { timeOf } from './tell-time.ts';

/** What a person's Home is rendered from. */
export type HomeFacts = {
  user: string;
  home: Home;
  /** The current one; `policyOf` is what each incident goes on by. */
  policy: Policy;
  policyOf: (incident: Incident) => Policy;
  now: Date;
  command: string;
  names?: Record<string, string>;
};

/** One person's App Home: what is asked of them, what they owe, what is open, the last days at a glance. */
export function renderHome(facts: HomeFacts): HomeView {
  const { home, now, command } = facts;
  const { mine, others, owed, more } = home;
  const none = mine.length === 0 ? 'Nothing is open.' : 'Nothing else is open.';
  const blocks: KnownBlock[] = [
    ...buttonRow([button({ label: 'Declare an incident', action: actions.openDeclare, value: {}, primary: true })]),
    context(`As of ${timeOf(now, now)}`),
    section('*Your open incidents*'),
    ...mine.flatMap((incident) => myBlocks(incident, by(incident, facts))),
    ...rest(mine.length === 0, 'You are in none.', more.mine, command),
    section('*Due from you*'),
    ...owed.flatMap((one) => owedBlocks(one, by(one.incident, facts))),
    ...rest(owed.length === 0, 'Nothing is due from you.', more.owed, null),
    section('*Open now*'),
    ...others.flatMap((incident) => otherBlocks(incident, by(incident, facts))),
    ...rest(others.length === 0, none, more.others, command),
    { type: 'divider' },
    ...glanceBlocks(home.glance, facts.policy),
    ...monthBlocks(home.glance, facts.policy),
  ];
  return { type: 'home', blocks };
}

function by(incident: Incident, facts: HomeFacts): HomeFacts {
  return { ...facts, policy: facts.policyOf(incident) };
}

/** A Home that only says something: that it cannot be shown now, or to this person. */
export function homeNotice(blocks: KnownBlock[]): HomeView {
  return { type: 'home', blocks };
}

/** The Home while the database is away. */
export function homeAway(): HomeView {
  return homeNotice([
    section(
      'I cannot reach my database, so I cannot show what is open. Carry on by hand, and open this again in a minute.',
    ),
  ]);
}

function rest(isEmpty: boolean, none: string, isMore: boolean, command: string | null): KnownBlock[] {
  if (isEmpty) return [context(none)];
  if (!isMore) return [];
  return [context(command === null ? 'There is more after these.' : `There are more: \`${command} list\``)];
}

function myBlocks(incident: Incident, facts: HomeFacts): KnownBlock[] {
  const { user, policy, now } = facts;
  const asks = asksOf(incident, user);
  const buttons = buttonRow(asks.flatMap((ask) => answers(ask, incident)));
  // Who is only asked into a private incident learns what it is when they accept.
  if (incident.private && !isInsider(incident, user)) {
    const asked = asks.map((ask) => askLine(ask, policy, now));
    return [section([`*${withKind(incident, privateName(incident))}*`, ...asked].join('\n')), ...buttons];
  }
  const roles = rolesOf(incident, user).map((role) => youHold(policy, role));
  const details = [
    ...(roles.length > 0 ? roles : [commandLine(incident, facts)]),
    ...(incident.channel === null ? [] : [channelLink(incident.channel.id)]),
    ...(incident.private ? ['private'] : []),
    ...parked(incident, facts),
  ];
  const lines = [nameLine(incident, policy), details.join(' · '), ...asks.map((ask) => askLine(ask, policy, now))];
  return [section(lines.join('\n')), ...buttons];
}

function askLine(ask: Ask, policy: Policy, now: Date): string {
  switch (ask.type) {
    case 'call':
      return `*You are needed:* called ${timeOf(ask.since, now)}, and nobody has answered yet`;
    case 'handover':
      return `*You are asked to ${toHold(policy, ask.role)}*, until ${timeOf(ask.until, now)}`;
    case 'update':
      return ask.due <= now
        ? `*Your update #${ask.number} is overdue* since ${timeOf(ask.due, now)}`
        : `Your update #${ask.number} is due ${timeOf(ask.due, now)}`;
  }
}

function answers(ask: Ask, incident: Incident): Button[] {
  switch (ask.type) {
    case 'call':
      return [onIt(incident)];
    case 'handover': {
      const about = { variant: ask.role, value: valueOf(incident, { request: ask.id }) };
      return [
        button({ label: 'Accept', action: actions.acceptHandover, ...about, primary: true }),
        button({ label: 'Not now', action: actions.declineHandover, ...about }),
      ];
    }
    case 'update':
      return [postUpdate(incident, true)];
  }
}

function youHold(policy: Policy, role: string): string {
  return role === 'commander' ? `You have ${roleNoun(policy, role)}` : `You are ${roleName(policy, role)}`;
}

function commandLine(incident: Incident, facts: HomeFacts): string {
  const commander = holderOf(incident, 'commander');
  return commander === null ? 'No commander yet' : `${named(commander, facts)} ${holds(facts.policy, 'commander')}`;
}

function parked(incident: Incident, facts: HomeFacts): string[] {
  const line = parkedLine({ ...facts, incident });
  return line === null ? [] : [line];
}

function otherBlocks(incident: Incident, facts: HomeFacts): KnownBlock[] {
  const follow = incident.followers.includes(facts.user) ? unfollowButton(incident) : followButton(incident);
  return [section(otherLine(incident, facts)), ...buttonRow([join(incident), follow])];
}

function otherLine(incident: Incident, facts: HomeFacts): string {
  const since = `since ${timeOf(incident.moments.declared, facts.now)}`;
  const where = incident.channel === null ? [] : [channelLink(incident.channel.id)];
  const details = [commandLine(incident, facts), since, ...where, ...parked(incident, facts)];
  return [nameLine(incident, facts.policy), details.join(' · ')].join('\n');
}

function nameLine(incident: Incident, policy: Policy): string {
  const parts = [nameOf(incident), severityName(policy, incident.severity), statusName(policy, incident.status)];
  return `*${withKind(incident, parts.join(' · '))}* — ${oneLine(incident.title, 600)}`;
}

function join(incident: Incident): Button {
  return button({ label: 'Join', action: actions.join, variant: String(incident.number), value: formValue(incident) });
}
