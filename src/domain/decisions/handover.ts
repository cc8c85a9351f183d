import { UserError } from '../../errors.ts';
import type { Command } from '../commands.ts';
import { type Draft, plan, record, refreshAll, refreshSurfaces } from '../draft.ts';
import { plus } from '../duration.ts';
import { type Incident, holderOf, nameOf } from '../incident.ts';
import { patienceOf, touch } from '../people.ts';
import { roleOf } from '../policy.ts';
import { mention } from '../wording.ts';
import { findRole, moveRole } from './roles.ts';

/**
 * Asks somebody to take a role over. Until they accept, whoever has it stays. A new request for the same
 * role replaces the pending one. The request goes to the person; the channel hears when it is answered.
 */
export function requestHandover(draft: Draft, command: Extract<Command, { type: 'requestHandover' }>): void {
  const { incident, policy } = draft;
  const role = findRole(policy, command.role);
  const from = holderOf(incident, role.key);
  if (from === command.to)
    throw new UserError(
      'already-theirs',
      `${mention(command.to)} is ${role.name} of ${nameOf(incident)} already.`,
      'Choose somebody else to hand over to.',
    );
  if (command.to === command.by)
    throw new UserError(
      'ask-yourself',
      `You cannot hand ${role.name} to yourself.`,
      `To take it: \`take ${role.key}\`.`,
    );
  const offShift = command.offShift ?? null;
  ask(draft, { role: role.key, to: command.to, askedBy: command.by, actor: command.by, offShift });
  touch(draft, command.by);
}

/** The request itself. `actor` is who asks now; null when it was planned. */
export function ask(
  draft: Draft,
  request: { role: string; to: string; askedBy: string; actor: string | null; offShift: string | null },
): void {
  const { incident, policy, now } = draft;
  const { role, to, askedBy, actor, offShift } = request;
  const from = holderOf(incident, role);
  const replaced = incident.handovers[role];
  const until = plus(now, patienceOf(incident, policy));
  const id = plan(draft, {
    type: 'post',
    to: { type: 'person', user: to },
    notice: { type: 'handover', role, from, to, askedBy, until: until.toISOString() },
  });
  incident.handovers[role] = { id, role, from, to, askedBy, askedAt: now, until };
  if (replaced !== undefined) refreshAll(draft, [replaced.id]);
  record(draft, 'handoverRequested', actor, { role, from, to, offShift });
  refreshSurfaces(draft);
}

/** The answer of the person who was asked. */
export function answerHandover(
  draft: Draft,
  command: Extract<Command, { type: 'answerHandover' }>,
  before: Incident,
): void {
  const { incident, policy } = draft;
  const asked = Object.values(incident.handovers).find((handover) => handover.id === command.id);
  if (asked === undefined)
    throw new UserError(
      'no-handover',
      `This request in ${nameOf(incident)} was answered, replaced or has run out.`,
      'If you want the role, take it from the headline in the channel.',
    );
  const role = roleOf(policy, asked.role);
  if (asked.to !== command.by)
    throw new UserError(
      'not-asked',
      `${mention(asked.to)} was asked to be ${role.name}, not you.`,
      `To take the role yourself: \`take ${role.key}\`.`,
    );
  if (!command.accept) {
    delete incident.handovers[asked.role];
    refreshAll(draft, [asked.id]);
    record(draft, 'handoverDeclined', command.by, { role: asked.role, from: asked.from, to: asked.to });
    tellAsker(draft, asked.askedBy, `${mention(asked.to)} can't take ${role.name} of ${nameOf(incident)} now.`);
    refreshSurfaces(draft);
    return;
  }
  moveRole(draft, asked.role, command.by, before);
}

function tellAsker(draft: Draft, user: string, what: string): void {
  plan(draft, {
    type: 'post',
    to: { type: 'person', user },
    notice: { type: 'trouble', what, remedy: 'The role stays as it is. Ask somebody else, or page them.' },
  });
}
