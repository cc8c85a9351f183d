import type { Button, KnownBlock } from '@slack/types';
import { type Incident, isOpen, nameOf } from '../../domain/incident.ts';
import type { AlsoCalled, Notice } from '../../domain/notices.ts';
import { answerOf, answeredInstead, asksForCommand } from '../../domain/waiting-call.ts';
import { isMitigated } from '../../domain/ladder.ts';
import { actions } from '../ids.ts';
import { type Rendered, button, buttonRow, context, section } from './build-blocks.ts';
import { oneLine, paragraph, plain } from './escape-text.ts';
import type { Facts } from './facts.ts';
import { onIt, takeCommand, valueOf } from './incident-buttons.ts';
import { channelLink, named, privateName, shortTitle, statusName, withKind } from './name-things.ts';
import { sinceOf, timeOf } from './tell-time.ts';

type Call = Extract<Notice, { type: 'call' }>;

/** To one person, by direct message. Of a private incident it says only its number, because previews are read by others. */
export function renderCall(notice: Call, facts: Facts): Rendered {
  const { incident } = facts;
  const state = stateOf(notice, facts);
  const blocks = incident.private
    ? [section(`*${withKind(incident, privateName(incident))}*`)]
    : openBlocks(notice, facts);
  const ask = state ?? askOf(notice, facts);
  const head = incident.private ? privateName(incident) : shortTitle(facts);
  return {
    text: state === null ? `${ask} ${head}` : `${state} ${head}`,
    blocks: [
      section(ask),
      ...blocks,
      ...buttonRow(buttonsOf(notice, facts, state !== null)),
      ...(notice.also ?? []).flatMap((also) => alsoBlocks(also, notice, facts)),
    ],
  };
}

/** A call of another incident that came while this one waited: with its own answer and its own buttons. */
function alsoBlocks(also: AlsoCalled, { user }: Call, facts: Facts): KnownBlock[] {
  const incident = facts.others?.find(({ id }) => id === also.incident);
  if (incident === undefined) return [];
  const own = { ...facts, incident };
  const call: Call = { type: 'call', user, call: also.call, why: also.why, by: also.by };
  const state = stateOf(call, own);
  const name = incident.private ? `*${privateName(incident)}*` : shortTitle(own);
  const why = also.why === null || incident.private || asksForCommand(call) ? '' : ` “${oneLine(also.why, 300)}”`;
  return [
    section(`Also ${name}`),
    context(`${state ?? askOf(call, own)}${why}`),
    ...buttonRow(buttonsOf(call, own, state !== null).map((one) => forIncident(one, incident))),
  ];
}

// Which of them a button answers for.
function forIncident(one: Button, incident: Incident): Button {
  const label = plain(`${one.text.text}: ${nameOf(incident)}`, 75);
  return { ...one, text: { ...one.text, text: label }, action_id: `${one.action_id}:${incident.number}` };
}

function openBlocks(notice: Call, facts: Facts) {
  const { incident, now } = facts;
  // Without a channel yet, *Join* is the way in; a line about it would be wrong a second later.
  const channel = incident.channel === null ? '' : ` · ${channelLink(incident.channel.id)}`;
  return [
    section(shortTitle(facts)),
    ...(notice.why === null || asksForCommand(notice) ? [] : [section(`“${paragraph(notice.why, 1000)}”`)]),
    ...(incident.impact === null ? [] : [section(`Impact: ${paragraph(incident.impact, 2000)}`)]),
    context(`${sinceOf(incident, now)}${channel}`),
  ];
}

function askOf(notice: Call, facts: Facts): string {
  const by = notice.by === null || facts.incident.private ? null : named(notice.by, facts);
  switch (notice.call) {
    case 'reach':
      if (asksForCommand(notice) && !facts.incident.private)
        return 'You are needed: nobody has command. Please take it, or find who can.';
      return by === null ? 'You are needed.' : `You are needed: ${by} escalated.`;
    case 'inform':
      return 'For you to know. Nothing to do unless you are asked.';
    case 'page':
      return by === null ? 'You are asked to come.' : `${by} asks you to come.`;
  }
}

/** What became of the call; null while it waits for this person. */
function stateOf(notice: Call, facts: Facts): string | null {
  const { incident, policy, now } = facts;
  const mine = answerOf(incident, notice.user);
  if (mine !== null && incident.merged === null) return `✓ You answered ${timeOf(mine, now)}.`;
  if (incident.merged !== null)
    return `Merged into INC-${incident.merged.into.number} ${timeOf(incident.merged.at, now)}. Nothing to do here.`;
  if (!isOpen(incident))
    return `${statusName(policy, incident.status)} ${timeOf(incident.statusSince, now)}. Nothing to do for you.`;
  if (notice.call !== 'reach') return null;
  const down = incident.pages[notice.user]?.stoodDown ?? null;
  if (down !== null) return `You were stood down ${timeOf(down, now)}. Nothing to do for you.`;
  if (isMitigated(incident)) return 'Users no longer feel it. You can stand down.';
  const other = answeredInstead(notice, incident);
  if (other === null) return null;
  return `✓ ${answererName(facts, other.user)} answered ${timeOf(other.at, now)}. You can stand down.`;
}

function answererName(facts: Facts, user: string): string {
  return facts.incident.private ? 'Somebody' : named(user, facts);
}

function buttonsOf(notice: Call, facts: Facts, settled: boolean): Button[] {
  const { incident } = facts;
  if (!isOpen(incident)) return [];
  const join = button({ label: 'Join', action: actions.join, value: valueOf(incident) });
  if (settled || notice.call === 'inform') return [join];
  return asksForCommand(notice) && !incident.private
    ? [...takeCommand(facts), onIt(incident), join]
    : [onIt(incident), join];
}
