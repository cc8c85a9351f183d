import { UserError } from '../../errors.ts';
import { promiseUpdate } from '../cadence.ts';
import type { Command } from '../commands.ts';
import { type Draft, inviteBeforeMention, plan, post, record, refreshAll, refreshSurfaces } from '../draft.ts';
import { minutes, plus } from '../duration.ts';
import { type Incident, holderOf, nameOf } from '../incident.ts';
import { pendingSteps, stepTimes } from '../ladder.ts';
import type { DueItem, Replan } from '../notices.ts';
import { longestParking, mayPark, startTimers, wakeUp } from '../parking.ts';
import { touch } from '../people.ts';
import { titleOf } from '../policy.ts';

/** Reminders, liveness and the ladder pause until a time that a person names, while somebody watches. Again: another time. */
export function park(draft: Draft, command: Extract<Command, { type: 'park' }>, before: Incident): void {
  const { incident, now } = draft;
  refuseParking(draft, command.until);
  const watching = command.watching ?? holderOf(incident, 'commander') ?? command.by;
  const why = command.why?.trim() || null;
  const asked = incident.cadence.asks;
  const replan = replanOfParking(draft, before, command.until);
  record(draft, 'parked', command.by, { until: command.until.toISOString(), watching, why });
  inviteBeforeMention(draft, [watching]);
  const told = post(draft, {
    type: 'change',
    by: command.by,
    at: now.toISOString(),
    change: {
      what: 'parked',
      until: command.until.toISOString(),
      zone: command.zone,
      watching,
      why,
      from: before.parked?.until.toISOString() ?? null,
    },
    replan,
  });
  const { until, by, zone } = command;
  incident.parked = { until, since: now, by, watching, why, zone, told };
  incident.cadence.snoozed = false;
  promiseUpdate(draft, null);
  plan(draft, { type: 'setTopic' });
  refreshAll(draft, [...asked, ...incident.calls, ...(before.parked === null ? [] : [before.parked.told])]);
  refreshSurfaces(draft);
  touch(draft, command.by);
}

/** *Wake now*. */
export function wake(draft: Draft, command: Extract<Command, { type: 'wake' }>): void {
  const { incident, policy, now } = draft;
  const { parked } = incident;
  if (parked === null)
    throw new UserError(
      'not-parked',
      `${nameOf(incident)} is not parked.`,
      mayPark(incident, policy)
        ? 'Its reminders run already. To pause them: `park until tomorrow 09:00`.'
        : 'Its reminders run already; there is nothing to wake.',
    );
  wakeUp(draft, command.by, 'asked');
  post(draft, {
    type: 'change',
    by: command.by,
    at: now.toISOString(),
    change: { what: 'woken', until: parked.until.toISOString() },
    replan: replanOfWaking(incident),
  });
  refreshSurfaces(draft);
  touch(draft, command.by);
}

/** Its time has come: whoever watches hears it, once. */
export function parkEnded(draft: Draft): DueItem[] {
  const { parked } = draft.incident;
  if (parked === null) return [];
  wakeUp(draft, null, 'time');
  return [
    {
      type: 'parkEnded',
      planned: parked.until.toISOString(),
      since: parked.since.toISOString(),
      ask: parked.watching,
      why: parked.why,
    },
  ];
}

function refuseParking({ incident, policy, now }: Draft, until: Date): void {
  if (incident.kind === 'backfill')
    throw new UserError(
      'backfill-has-no-timers',
      `${nameOf(incident)} was recorded afterwards: no timer of it runs.`,
      'Nobody is called or reminded, so there is nothing to park.',
    );
  if (!mayPark(incident, policy))
    throw new UserError(
      'too-urgent-to-park',
      `${nameOf(incident)} is ${incident.severity}: only lower severities can wait, or what users no longer feel.`,
      'If users no longer feel it, set it to monitoring first. For a few minutes of quiet, snooze the update.',
      { offer: { label: 'Monitoring', action: 'monitor', value: { incident: incident.id } } },
    );
  if (until <= plus(now, minutes(1)))
    throw new UserError(
      'park-in-past',
      'That time has passed.',
      'Give a later one, such as `park until tomorrow 09:00`.',
    );
  if (until > plus(now, longestParking * 24 * minutes(60)))
    throw new UserError(
      'park-too-long',
      `An incident can be parked for ${longestParking} days at most.`,
      'If nobody is needed for so long, resolve it and leave an action item.',
      { offer: { label: 'Resolve', action: 'open_resolve', value: { incident: incident.id } } },
    );
}

// When the next update comes after it wakes, and whom the ladder does not call any more because their minute passes meanwhile.
function replanOfParking(draft: Draft, before: Incident, until: Date): Replan | null {
  const { policy } = draft;
  const later: Draft = { ...draft, incident: structuredClone(draft.incident), now: until, facts: [], effects: [] };
  startTimers(later);
  const steps = pendingSteps(before, policy)
    .map((step) => ({ target: titleOf(policy, step.target), at: stepTimes(before, step).at }))
    .filter(({ at }) => at <= until)
    .map(({ target, at }) => ({ target, from: at.toISOString(), to: null }));
  const from = before.cadence.due?.toISOString() ?? null;
  const to = later.incident.cadence.due?.toISOString() ?? null;
  const update = from === to ? null : { from, to };
  return update === null && steps.length === 0 ? null : { update, steps };
}

function replanOfWaking({ cadence }: Incident): Replan | null {
  return cadence.due === null ? null : { update: { from: null, to: cadence.due.toISOString() }, steps: [] };
}
