import type { Button } from '@slack/types';
import { type Incident, isOpen, nameOf } from '../../domain/incident.ts';
import type { Notice } from '../../domain/notices.ts';
import { parkedUntil } from '../../domain/parking.ts';
import { mention } from '../../domain/wording.ts';
import { actions } from '../ids.ts';
import { type Rendered, button, buttonRow, context, section } from './build-blocks.ts';
import { paragraph } from './escape-text.ts';
import type { Facts } from './facts.ts';
import { formValue, postUpdate, takeCommand, valueOf } from './incident-buttons.ts';
import { named, statusName } from './name-things.ts';
import { distanceOf, timeOf } from './tell-time.ts';

type Asked = { number: number; due: string; ask: string };

/** Asks one person for the update before it is due; once it came, says so. */
export function renderNudge(notice: Extract<Notice, { type: 'nudge' }>, facts: Facts): Rendered {
  const done = updateDone(notice.number, facts);
  if (done !== null) return { text: done, blocks: [section(done)] };
  const text = nudgeSentence(notice, facts);
  return { text, blocks: [section(text), ...lastUpdate(facts), ...buttonRow(nudgeButtons(facts))] };
}

/** "@ana Update #3 is due at 03:46, in 3 min." */
export function nudgeSentence(asked: Asked, facts: Facts): string {
  return `${mention(asked.ask)} ${asking(asked, facts)}`;
}

/** What can be done about an update that is due soon. */
export function nudgeButtons(facts: Facts): Button[] {
  return [...updateButtons(facts.incident), ...takeCommand(facts).map(withoutPrimary)];
}

/** "✓ Update #3 by Ana (03:44)", or that none is needed now; null while it is still waited for. */
export function updateDone(number: number, facts: Facts): string | null {
  const { incident, policy, now } = facts;
  const { count, last } = incident.updates;
  if (count >= number)
    return last?.number === number
      ? `✓ Update #${number} by ${named(last.by, facts)} (${timeOf(last.at, now)})`
      : `✓ Update #${number} is posted`;
  const parked = parkedUntil(incident);
  if (parked !== null) return `Update #${number} waits: ${nameOf(incident)} is parked until ${parked}`;
  if (isOpen(incident)) return null;
  return `Update #${number} is not needed any more: ${nameOf(incident)} is ${statusName(policy, incident.status).toLowerCase()}`;
}

/** *Post update*, *No change* and, once per update, *Snooze*. */
export function updateButtons(incident: Incident): Button[] {
  const snooze = (minutes: string) =>
    button({
      label: `Snooze ${minutes} min`,
      action: actions.snooze,
      variant: minutes,
      value: valueOf(incident, { minutes }),
    });
  return [
    postUpdate(incident, true),
    button({
      label: 'No change',
      action: actions.noChange,
      value: formValue(incident, { update: String(incident.updates.count + 1) }),
    }),
    ...(incident.cadence.snoozed ? [] : [snooze('5'), snooze('15')]),
  ];
}

function asking(notice: Asked, facts: Facts): string {
  const { incident, now } = facts;
  const update = `Update #${notice.number}`;
  const due = incident.cadence.due;
  if (due === null) return `${update} was due ${timeOf(notice.due, now)}.`;
  if (due.getTime() === new Date(notice.due).getTime())
    return due > now
      ? `${update} is due at ${timeOf(due, now)}, ${distanceOf(due, now)}.`
      : `${update} was due at ${timeOf(due, now)}.`;
  const moved = incident.cadence.snoozed ? 'snoozed' : 'due';
  return `${update}: ${moved} ${timeOf(notice.due, now)} → *${timeOf(due, now)}*.`;
}

function lastUpdate(facts: Facts) {
  const { last } = facts.incident.updates;
  if (last === null) return [context('No update has been posted yet.')];
  return [context(`#${last.number} said (${timeOf(last.at, facts.now)}): ${paragraph(last.text, 1000)}`)];
}

function withoutPrimary({ style: _, ...rest }: Button): Button {
  return rest;
}
