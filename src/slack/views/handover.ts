import { type Handover, type Incident, holderOf, isOpen, nameOf } from '../../domain/incident.ts';
import type { Notice } from '../../domain/notices.ts';
import { actions } from '../ids.ts';
import { type Rendered, button, buttonRow, context, section } from './build-blocks.ts';
import { oneLine, paragraph } from './escape-text.ts';
import type { Facts } from './facts.ts';
import { valueOf } from './incident-buttons.ts';
import { channelLink, isInsider, named, privateName, roleNoun, shortTitle, statusName } from './name-things.ts';
import { timeOf } from './tell-time.ts';

type Request = Extract<Notice, { type: 'handover' }>;

/** Asks somebody to take over a role, with what they need to decide; later, what became of the request. */
export function renderHandover(notice: Request, facts: Facts): Rendered {
  const { incident } = facts;
  const pending = pendingOf(notice, incident);
  if (pending === null) {
    const text = outcomeOf(notice, facts);
    return { text, blocks: [section(text)] };
  }
  const text = askOf(notice, facts);
  const value = valueOf(incident, { request: pending.id, role: notice.role });
  const answers = buttonRow([
    button({ label: 'Accept', action: actions.acceptHandover, value, primary: true }),
    button({ label: 'Not now', action: actions.declineHandover, value }),
  ]);
  const until = context(
    `Until ${timeOf(notice.until, facts.now)} I wait for your answer. Nothing changes before you accept.`,
  );
  const hidden = incident.private && !isInsider(incident, notice.to);
  return { text, blocks: [section(text), ...(hidden ? [] : briefing(facts)), until, ...answers] };
}

function pendingOf(notice: Request, incident: Incident): Handover | null {
  const asked = incident.handovers[notice.role];
  const same = asked?.to === notice.to && asked.until.getTime() === new Date(notice.until).getTime();
  return same && isOpen(incident) ? asked : null;
}

function askOf(notice: Request, facts: Facts): string {
  const { incident } = facts;
  const role = roleNoun(facts.policy, notice.role);
  if (incident.private && !isInsider(incident, notice.to))
    return `You are asked to take ${role} of ${privateName(incident).toLowerCase().replace('inc-', 'INC-')}.`;
  const asker = named(notice.askedBy, facts);
  const from = notice.from === null || notice.from === notice.askedBy ? '' : ` from ${named(notice.from, facts)}`;
  const stays =
    notice.from === null ? 'Nobody has it now.' : `Until you accept, ${named(notice.from, facts)} keeps it.`;
  return `${asker} asks you to take ${role} of ${nameOf(incident)}${from}. ${stays}`;
}

/** The briefing: what it is, how it stands, who does what, what is next. */
function briefing(facts: Facts) {
  const { incident, policy, now } = facts;
  const { last } = incident.updates;
  const since = incident.moments.impactStarted ?? incident.moments.declared;
  const holders = policy.roles.map((role) => {
    const holder = holderOf(incident, role.key);
    return `${oneLine(role.name, 60)}: ${holder === null ? 'nobody yet' : named(holder, facts)}`;
  });
  const due = incident.cadence.due === null ? '' : ` · Next update due ${timeOf(incident.cadence.due, now)}`;
  const channel = incident.channel === null ? '' : ` · ${channelLink(incident.channel.id)}`;
  return [
    section(shortTitle(facts)),
    ...(incident.impact === null ? [] : [section(`Impact: ${paragraph(incident.impact, 2000)}`)]),
    ...(last === null
      ? []
      : [section(`Update #${last.number} (${timeOf(last.at, now)}): ${paragraph(last.text, 2000)}`)]),
    context(
      `${statusName(policy, incident.status)} since ${timeOf(incident.statusSince, now)} · Impact since ${timeOf(since, now)}${due}${channel}`,
    ),
    context(holders.join(' · ')),
  ];
}

function outcomeOf(notice: Request, facts: Facts): string {
  const { incident, policy, now } = facts;
  const hidden = incident.private && !isInsider(incident, notice.to);
  const role = `${roleNoun(policy, notice.role)} of ${nameOf(incident)}`;
  const to = named(notice.to, facts);
  const held = incident.roles[notice.role];
  const asked = incident.handovers[notice.role];
  const tell = (user: string) => (hidden ? 'somebody else' : named(user, facts));
  if (held?.user === notice.to) return `✓ ${to} has ${role} since ${timeOf(held.since, now)}.`;
  if (!isOpen(incident))
    return `Not needed any more: ${nameOf(incident)} is ${statusName(policy, incident.status).toLowerCase()}.`;
  if (asked !== undefined) return `Replaced: ${tell(asked.to)} is asked to take ${role} now.`;
  if (held !== undefined && held.user !== notice.from)
    return `Not needed any more: ${tell(held.user)} has ${role} since ${timeOf(held.since, now)}.`;
  const stays = held === undefined ? 'The role is vacant.' : `${tell(held.user)} keeps it.`;
  if (now >= new Date(notice.until)) return `No answer by ${timeOf(notice.until, now)}: ${role}. ${stays}`;
  return `✗ ${to} can't take ${role} now. ${stays}`;
}
