import type { Button, KnownBlock } from '@slack/types';
import { openBoxes } from '../../domain/checklists.ts';
import { type Incident, holderOf } from '../../domain/incident.ts';
import { untriedSteps } from '../../domain/ladder.ts';
import { planOf } from '../../domain/plan-of.ts';
import { isUrgent, severityOf } from '../../domain/policy.ts';
import { mention } from '../../domain/wording.ts';
import { actions } from '../ids.ts';
import { type Rendered, button, buttonRow, context, section } from './build-blocks.ts';
import { alertBlocks } from './alert.ts';
import { channelTroubleLine } from './channel-trouble.ts';
import { openListsLine, resolvedLists } from './checklist-blocks.ts';
import { oneLine, paragraph } from './escape-text.ts';
import type { Facts } from './facts.ts';
import {
  archive,
  catchMeUp,
  timelineButton,
  checklists,
  formValue,
  handOver,
  onIt,
  pageSomeone,
  postMortem,
  postUpdate,
  reopen,
  resolve,
  takeButtons,
  valueOf,
} from './incident-buttons.ts';
import { absorbedLine } from './merge-change.ts';
import { undoMergeButton } from './merge-offer.ts';
import { holdsSince, named, titleLine } from './name-things.ts';
import { otherChannel, otherOf } from './other-incidents.ts';
import { parkButtons, parkedFor, parkedLine, wakeButton } from './parked.ts';
import { sizingBlocks } from './sizing-lines.ts';
import { openTasksLine, taskBlocks } from './task-blocks.ts';
import { durationOf, timeOf } from './tell-time.ts';

/** The pinned message that always shows the present state. It is edited in place, so nothing in it may go stale. */
export function renderHeadline(facts: Facts): Rendered {
  const { incident } = facts;
  const lists = incident.status === 'resolved' && incident.checklists.length > 0 ? [checklists(incident)] : [];
  return { text: titleLine(facts), blocks: headlineBlocks(facts, [...lists, more(facts)]) };
}

/** The blocks of the headline; the panel shows the same. `rest` ends its last row of buttons. */
export function headlineBlocks(facts: Facts, rest: Button[]): KnownBlock[] {
  switch (facts.incident.status) {
    case 'investigating':
    case 'identified':
    case 'monitoring':
      return openBlocks(facts, rest);
    case 'resolved':
      return resolvedBlocks(facts, rest);
    case 'closed':
      return [
        section(titleLine(facts)),
        ...outcome(facts),
        context(closedLine(facts)),
        ...buttonRow([reopen(facts.incident), postMortem(facts.incident), ...archive(facts.incident), ...rest]),
      ];
    case 'cancelled':
      return [
        section(titleLine(facts)),
        context(closedLine(facts)),
        ...buttonRow([reopen(facts.incident), ...archive(facts.incident), ...rest]),
      ];
    case 'merged':
      return mergedBlocks(facts, rest);
  }
}

function openBlocks(facts: Facts, rest: Button[]): KnownBlock[] {
  const { incident } = facts;
  const alert = alertBlocks(facts);
  return [
    section(titleLine(facts)),
    ...(alert === null ? impactBlocks(incident) : []),
    context(sinceLine(facts)),
    section(facts.policy.roles.map((role) => roleLine(facts, role.key)).join('\n')),
    section(nextLines(facts).join('\n')),
    ...sizingBlocks(facts),
    ...(alert ?? []),
    ...buttonRow(roleButtons(facts)),
    ...buttonRow(mainButtons(facts)),
    ...buttonRow([...otherButtons(facts), ...rest]),
  ];
}

/** Everything else that can be done: it shows the panel to the one who presses. */
function more({ incident }: Facts): Button {
  return button({ label: 'More', action: actions.showPanel, value: valueOf(incident) });
}

function impactBlocks(incident: Incident): KnownBlock[] {
  const blocks: KnownBlock[] = [];
  if (incident.affected !== null) blocks.push(section(`Affected: ${paragraph(incident.affected, 1500)}`));
  if (incident.impact !== null) blocks.push(section(`Impact: ${paragraph(incident.impact, 2900)}`));
  return blocks;
}

function sinceLine(facts: Facts): string {
  const { incident, now } = facts;
  const { impactStarted, declared } = incident.moments;
  const told = `Declared ${timeOf(declared, now)} by ${named(incident.declaredBy, facts)}`;
  const since = impactStarted === null ? told : `Since ${timeOf(impactStarted, now)} · ${told}`;
  const exposed = incident.exposure ? `${since} · Data or access could be exposed` : since;
  return incident.private ? `${exposed} · Private` : exposed;
}

/** Who has the role since when, and who is asked to take over. */
export function roleLine(facts: Facts, key: string): string {
  const { incident, policy, now } = facts;
  const held = incident.roles[key];
  const name = oneLine(policy.roles.find((role) => role.key === key)?.name ?? key, 60);
  const planned = incident.plannedHandovers[key];
  const then =
    planned === undefined ? '' : ` · ${named(planned.to, facts)} is asked ${timeOf(planned.at, now)} to take over`;
  if (held === undefined) return `${name}: *nobody yet*${then}`;
  const asked = incident.handovers[key];
  const line = `${mention(held.user)} ${holdsSince(policy, key, timeOf(held.since, now))}`;
  return asked === undefined ? `${line}${then}` : `${line} · ${named(asked.to, facts)} is asked to take over`;
}

/** What is due next, by the clock. */
export function nextLines(facts: Facts): string[] {
  const { incident, policy, now } = facts;
  const { due, snoozed } = incident.cadence;
  const update = `Update #${incident.updates.count + 1}`;
  const parked = parkedLine(facts);
  const lines = parked === null ? [] : [[parked, parkedFor(incident)].filter((part) => part !== null).join(' · ')];
  if (due !== null && due <= now) lines.push(`*${update} is overdue* since ${timeOf(due, now)}`);
  else if (due !== null) lines.push(`Next update due ${timeOf(due, now)}${snoozed ? ' (snoozed)' : ''}`);
  const step = planOf(incident, policy).find((plan) => plan.what === 'reach' || plan.what === 'inform');
  if (step) lines.push(`Next step ${timeOf(step.at, now)}: ${oneLine(step.title, 80)}`);
  const absorbed = absorbedLine(facts);
  if (absorbed !== null) lines.push(absorbed);
  const { standing } = incident;
  const hasRole = Object.values(incident.roles).some((role) => role.user === standing?.user);
  if (standing !== null && !hasRole) lines.push(`${named(standing.user, facts)} answered ${timeOf(standing.at, now)}`);
  if (incident.soakUntil !== null) lines.push(`The fix is watched until ${timeOf(incident.soakUntil, now)}`);
  for (const open of [openTasksLine(facts), openListsLine(facts)]) if (open !== null) lines.push(open);
  const last = incident.updates.last;
  if (last !== null) lines.push(`Last update: #${last.number} by ${named(last.by, facts)}, ${timeOf(last.at, now)}`);
  const trouble = channelTroubleLine(incident);
  if (trouble !== null) lines.push(trouble);
  return lines.length === 0 ? ['Nothing is due by the clock'] : lines;
}

function roleButtons(facts: Facts): Button[] {
  const taken = facts.policy.roles.filter((role) => holderOf(facts.incident, role.key) !== null);
  return [...takeButtons(facts), ...taken.map((role) => handOver(facts, role.key))];
}

function mainButtons(facts: Facts): Button[] {
  const { incident } = facts;
  const monitor = button({ label: 'Monitoring', action: actions.monitor, value: formValue(incident) });
  return [
    postUpdate(incident, holderOf(incident, 'commander') !== null),
    pageSomeone(incident),
    button({ label: 'Severity', action: actions.openSeverity, value: formValue(incident) }),
    ...(incident.parked === null ? [] : [wakeButton(incident)]),
    ...(incident.status === 'monitoring' ? [] : [monitor]),
    button({ label: 'Runbook', action: actions.showRunbook, value: valueOf(incident) }),
    resolve(incident),
  ];
}

// Rarer acts, in a row of their own: the first two rows are what is needed at three in the morning.
function otherButtons(facts: Facts): Button[] {
  const { incident, policy } = facts;
  // A second press of the same button must not call the one after.
  const next = untriedSteps(incident, policy).sort((a, b) => a.after - b.after)[0];
  return [
    ...(incident.standing === null ? [withoutPrimary(onIt(incident))] : []),
    button({ label: 'Escalate', action: actions.escalate, value: valueOf(incident, next ? { step: next.id } : {}) }),
    button({ label: 'Assign a role', action: actions.openRole, value: formValue(incident) }),
    ...(isUrgent(severityOf(policy, incident.severity)) ? [] : parkButtons(facts)),
    button({ label: 'Note', action: actions.openNote, value: formValue(incident) }),
    timelineButton(incident),
    catchMeUp(incident),
    button({ label: 'Call off', action: actions.openCancel, value: formValue(incident) }),
  ];
}

function withoutPrimary({ style: _, ...rest }: Button): Button {
  return rest;
}

function resolvedBlocks(facts: Facts, rest: Button[]): KnownBlock[] {
  const { incident } = facts;
  const ready = incident.checklists.every((list) => list.show !== 'resolved' || openBoxes(list).length === 0);
  return [
    section(titleLine(facts)),
    ...outcome(facts),
    ...sizingBlocks(facts),
    ...resolvedLists(facts),
    ...taskBlocks(facts),
    ...buttonRow([
      button({ label: 'Close', action: actions.close, value: valueOf(incident), primary: ready }),
      reopen(incident),
      postMortem(incident),
      ...rest,
    ]),
  ];
}

function mergedBlocks(facts: Facts, rest: Button[]): KnownBlock[] {
  const { incident, now } = facts;
  const { merged } = incident;
  if (merged === null) return [section(titleLine(facts)), ...buttonRow(rest)];
  const into = otherOf(merged.into.id, facts);
  const where = into === null ? null : otherChannel(into);
  const goesOn = `It goes on as INC-${merged.into.number}${where === null ? '' : ` in ${where}`}`;
  const back = now <= merged.undoUntil ? undoMergeButton(incident.id) : reopen(incident);
  return [
    section(titleLine(facts)),
    context(`Merged ${timeOf(merged.at, now)} by ${named(merged.by, facts)} · ${goesOn}`),
    ...buttonRow([back, ...archive(incident), ...rest]),
  ];
}

/** What it was, what fixed it, whom it touched, how long it lasted, who writes it up. */
function outcome(facts: Facts): KnownBlock[] {
  const { incident, now } = facts;
  const { resolution, moments } = incident;
  const unknown = 'not known yet';
  const blocks: KnownBlock[] = [];
  if (resolution !== null) {
    blocks.push(section(`What it was: ${paragraph(resolution.what ?? unknown, 1700)}`));
    blocks.push(section(`Fix: ${paragraph(resolution.fix ?? unknown, 1700)}`));
    blocks.push(section(`Customers: ${paragraph(resolution.customers ?? unknown, 1700)}`));
  }
  const lines = [];
  if (moments.resolved !== null) {
    const from = moments.impactStarted ?? moments.declared;
    const lasted = moments.resolved >= from ? ` after ${durationOf(moments.resolved.getTime() - from.getTime())}` : '';
    lines.push(`Resolved ${timeOf(moments.resolved, now)}${lasted} (since ${timeOf(from, now)})`);
  }
  if (resolution !== null) lines.push(`${named(resolution.owner, facts)} owns the post-mortem`);
  if (incident.repeatOf !== null) lines.push(`Same cause as INC-${incident.repeatOf.number}`);
  return lines.length === 0 ? blocks : [...blocks, context(lines.join(' · '))];
}

function closedLine(facts: Facts): string {
  const { incident, now } = facts;
  const word = incident.status === 'cancelled' ? 'Called off' : 'Closed';
  return `${word} ${timeOf(incident.statusSince, now)} by ${named(incident.statusBy, facts)}`;
}
