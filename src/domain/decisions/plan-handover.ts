import { UserError } from '../../errors.ts';
import type { Command } from '../commands.ts';
import { type Draft, record, refreshSurfaces } from '../draft.ts';
import { minutes, plus } from '../duration.ts';
import { holderOf, nameOf } from '../incident.ts';
import { touch } from '../people.ts';
import { dropPlanned } from '../planned-handovers.ts';
import { roleOf } from '../policy.ts';
import { mention } from '../wording.ts';
import { ask } from './handover.ts';
import { findRole } from './roles.ts';

/** As far ahead as a shift plan is worth anything here. Days. */
const farthest = 14;

/**
 * Somebody will be asked to take a role over, at the end of a shift. Then the usual request goes out; until it is accepted
 * whoever has the role stays. A new plan for the same role replaces the old one.
 */
export function planHandover(draft: Draft, command: Extract<Command, { type: 'planHandover' }>): void {
  const { incident, policy, now } = draft;
  const role = findRole(policy, command.role);
  if (holderOf(incident, role.key) === command.to)
    throw new UserError(
      'already-theirs',
      `${mention(command.to)} is ${role.name} of ${nameOf(incident)} already.`,
      'Choose somebody else to hand over to.',
    );
  if (command.at <= plus(now, minutes(1)))
    throw new UserError(
      'handover-in-past',
      'That time has passed.',
      'Give a later one, or leave the time out to ask now.',
    );
  if (command.at > plus(now, farthest * 24 * minutes(60)))
    throw new UserError(
      'handover-too-far',
      `A handover can be planned ${farthest} days ahead at most.`,
      'Plan the next one; each commander can plan the one after.',
    );
  const replaced = incident.plannedHandovers[role.key];
  incident.plannedHandovers[role.key] = { to: command.to, at: command.at, by: command.by, since: now };
  record(draft, 'handoverPlanned', command.by, {
    role: role.key,
    to: command.to,
    due: command.at.toISOString(),
    offShift: command.offShift,
    insteadOf: replaced?.to ?? null,
  });
  refreshSurfaces(draft);
  touch(draft, command.by);
}

/** A person calls a planned handover off. */
export function dropHandover(draft: Draft, command: Extract<Command, { type: 'dropHandover' }>): void {
  const { incident, policy } = draft;
  const role = findRole(policy, command.role);
  if (incident.plannedHandovers[role.key] === undefined)
    throw new UserError(
      'no-planned-handover',
      `No handover of ${role.name} is planned in ${nameOf(incident)}.`,
      'The headline shows what is planned. To plan one: `handover @person at 18:00`.',
    );
  dropPlanned(draft, role.key, command.by, 'calledOff');
  refreshSurfaces(draft);
  touch(draft, command.by);
}

/** The time of a planned handover has come: the usual request, with the usual patience. */
export function askAsPlanned(draft: Draft, role: string): void {
  const { incident, policy } = draft;
  const planned = incident.plannedHandovers[role];
  if (planned === undefined) return;
  delete incident.plannedHandovers[role];
  // The policy may have lost the role since.
  if (policy.roles.every(({ key }) => key !== role)) return;
  ask(draft, { role: roleOf(policy, role).key, to: planned.to, askedBy: planned.by, actor: null, offShift: null });
}
