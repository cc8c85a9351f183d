import { type Handover, type Incident, holderOf, isOpen, nameOf } from '../../domain/incident.ts';
import { isInsider } from '../../domain/is-insider.ts';
import type { Notice } from '../../domain/notices.ts';
import { actions } from '../ids.ts';
import { type Rendered, button, buttonRow, context, section } from './build-blocks.ts';
import { oneLine, paragraph } from './escape-text.ts';
import type { Facts } from './facts.ts';
import { valueOf } from './incident-buttons.ts';
import { channelLink, named, roleName, shortTitle, statusName, toHold } from './name-things.ts';
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
  const until = context(`I will wait for your answer until ${timeOf(notice.until, facts.now)}.`);
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
  const role = toHold(facts.policy, notice.role);
  if (incident.private && !isInsider(incident, notice.to))
    return `You are asked to ${role} of private incident ${nameOf(incident)}. Nothing changes before you accept.`;
  const asker = named(notice.askedBy, facts);
  const from = notice.from === null || notice.from === notice.askedBy ? '' : ` from ${named(notice.from, facts)}`;
  const stays =
    notice.from === null ? 'Nobody has it now.' : `Until you accept, ${named(notice.from, facts)} keeps it.`;
  return `${asker} asks you to ${role} of ${nameOf(incident)}${from}. ${stays}`;
}

/** The briefing: what it is, how it stands, who does what, what is next. */
function briefing(facts: Facts) {
  const { incident, policy, now } = facts;
  const { last } = incident.updates;
  const holders = policy.roles.map((role) => {
    const holder = holderOf(incident, role.key);
    return `${oneLine(role.name, 60)}: ${holder === null ? 'nobody yet' : named(holder, facts)}`;
  });
  const due = incident.cadence.due === null ? '' : ` · ${updateDue(incident.cadence.due, now)}`;
  const channel = incident.channel === null ? '' : ` · ${channelLink(incident.channel.id)}`;
  return [
    section(shortTitle(facts)),
    ...(incident.impact === null ? [] : [section(`Impact: ${paragraph(incident.impact, 2000)}`)]),
    ...(last === null
      ? []
      : [section(`Update #${last.number} (${timeOf(last.at, now)}): ${paragraph(last.text, 2000)}`)]),
    context(
      `${statusName(policy, incident.status)} since ${timeOf(incident.statusSince, now)} · ${impactSince(incident, now)}${due}${channel}`,
    ),
    context(holders.join(' · ')),
  ];
}

function updateDue(due: Date, now: Date): string {
  return due <= now ? `Update overdue since ${timeOf(due, now)}` : `Next update due ${timeOf(due, now)}`;
}

function impactSince({ moments }: Incident, now: Date): string {
  const { impactStarted, declared } = moments;
  return impactStarted === null ? `Declared ${timeOf(declared, now)}` : `Impact since ${timeOf(impactStarted, now)}`;
}

// It is read by the one who was asked, so it says "you".
function outcomeOf(notice: Request, facts: Facts): string {
  const { incident, policy, now } = facts;
  const hidden = incident.private && !isInsider(incident, notice.to);
  const name = nameOf(incident);
  const asking = `${toHold(policy, notice.role)} of ${name}`;
  const held = incident.roles[notice.role];
  const asked = incident.handovers[notice.role];
  const tell = (user: string) => (hidden ? 'somebody else' : named(user, facts));
  if (held?.user === notice.to)
    return `✓ You took over ${timeOf(held.since, now)}: ${roleName(policy, notice.role)} of ${name}.`;
  if (!isOpen(incident)) return `Not needed any more: ${name} is ${statusName(policy, incident.status).toLowerCase()}.`;
  if (asked !== undefined) return `Not needed any more: ${tell(asked.to)} is asked to ${asking} now.`;
  if (held !== undefined && held.user !== notice.from)
    return `Not needed any more: ${tell(held.user)} took over ${timeOf(held.since, now)} as ${roleName(policy, notice.role)} of ${name}.`;
  const stays = held === undefined ? 'Nobody has it.' : `${tell(held.user)} keeps it.`;
  // Whether they declined, or were replaced by somebody who did, is not told here: only what is true of both.
  const ran = now >= new Date(notice.until) ? ` (it ran until ${timeOf(notice.until, now)})` : '';
  return `The request to ${asking} is closed${ran}. ${stays}`;
}
