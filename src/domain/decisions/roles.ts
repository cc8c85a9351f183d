import { UserError } from '../../errors.ts';
import type { Command } from '../commands.ts';
import { type Draft, inviteBeforeMention, plan, post, record, refreshAll, refreshSurfaces } from '../draft.ts';
import { type Incident, holderOf, nameOf } from '../incident.ts';
import { track } from './calling.ts';
import { giveRole, retireElapsed } from '../people.ts';
import { type Policy, type Role, roleOf } from '../policy.ts';
import { replanOf } from '../replan.ts';
import { clockTime, mention } from '../wording.ts';

/** The role of a key; a button may still carry one that the policy no longer has. */
export function findRole(policy: Policy, key: string): Role {
  const found = policy.roles.find((role) => role.key === key);
  if (found) return found;
  throw new UserError(
    'no-such-role',
    `The policy has no role “${key.slice(0, 40)}”.`,
    `The roles are ${policy.roles.map((role) => `${role.key} (${role.name})`).join(', ')}.`,
  );
}

/** Somebody takes a role: a vacant one at once, somebody else's only by saying so again. */
export function takeRole(draft: Draft, command: Extract<Command, { type: 'takeRole' }>, before: Incident): void {
  const { incident, policy } = draft;
  const role = findRole(policy, command.role);
  const held = incident.roles[role.key];
  if (held?.user === command.by) return;
  if (held !== undefined && held.user !== command.takeOver)
    throw new UserError(
      'role-taken',
      `${mention(held.user)} is ${role.name} of ${nameOf(incident)}, since ${clockTime(held.since)}.`,
      'Ask for a handover, or take over if they cannot answer: the channel will see it.',
      {
        offer: {
          label: 'Take over',
          action: 'take_over',
          value: { incident: incident.id, role: role.key, from: held.user },
        },
      },
    );
  moveRole(draft, role.key, command.by, before);
}

/** A role goes to somebody, and the channel hears it with what it did to the timers. */
export function moveRole(draft: Draft, role: string, user: string, before: Incident): void {
  const { incident, policy, now } = draft;
  giveRole(draft, role, user);
  inviteBeforeMention(draft, [user]);
  post(draft, {
    type: 'change',
    by: user,
    at: now.toISOString(),
    change: { what: 'roleTaken', role, user, from: holderOf(before, role) },
    replan: replanOf(before, incident, policy),
  });
  refreshSurfaces(draft);
}

/** Somebody leaves a role; it is vacant until a person takes it. */
export function stepDown(draft: Draft, command: Extract<Command, { type: 'stepDown' }>, before: Incident): void {
  const { incident, policy, now } = draft;
  const mine = policy.roles.filter((role) => holderOf(incident, role.key) === command.by);
  const role = command.role === null ? mine[0] : findRole(policy, command.role);
  if (role === undefined || holderOf(incident, role.key) !== command.by)
    throw new UserError(
      'not-your-role',
      role === undefined
        ? `You have no role in ${nameOf(incident)}.`
        : `You are not ${roleOf(policy, role.key).name} of ${nameOf(incident)}.`,
      mine.length > 0
        ? `You are ${mine.map((own) => own.name).join(' and ')}: step down from that.`
        : 'There is nothing to step down from. `help` shows what you can do.',
    );
  if (command.role === null && mine.length > 1)
    throw new UserError(
      'which-role',
      `You have ${mine.length} roles: ${mine.map((own) => own.name).join(' and ')}.`,
      `Say which one: \`stepdown ${mine[0]?.key ?? ''}\`.`,
    );
  const since = incident.roles[role.key]?.since.toISOString() ?? null;
  delete incident.roles[role.key];
  incident.active[command.by] = now;
  const asked = incident.handovers[role.key];
  if (asked !== undefined) refreshAll(draft, [asked.id]);
  delete incident.handovers[role.key];
  retireElapsed(draft, role.key);
  if (role.key === 'commander') {
    incident.commanderVacantSince = now;
    incident.commanderAsked = false;
    plan(draft, { type: 'setTopic' });
  }
  record(draft, 'roleLeft', command.by, { role: role.key, user: command.by, since });
  const left = post(draft, {
    type: 'change',
    by: command.by,
    at: now.toISOString(),
    change: { what: 'roleLeft', role: role.key, user: command.by },
    replan: replanOf(before, incident, policy),
  });
  track(draft, left);
  refreshSurfaces(draft);
}
