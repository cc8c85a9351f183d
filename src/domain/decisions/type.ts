import { UserError } from '../../errors.ts';
import type { Command } from '../commands.ts';
import { type Draft, post, record, refreshSurfaces } from '../draft.ts';
import type { Policy } from '../policy.ts';
import type { Containment } from '../runbook-parts.ts';
import { touch } from '../people.ts';

/** What kind of trouble it is: told in the channel, with what usually contains it. */
export function setType(draft: Draft, command: Extract<Command, { type: 'setType' }>): void {
  const { incident, policy, now } = draft;
  const { by } = command;
  const to = command.to === null ? null : requireType(policy, command.to);
  const from = incident.type;
  if ((to?.key ?? null) === from) return;
  incident.type = to?.key ?? null;
  record(draft, 'typeSet', by, { from: typeName(policy, from), to: to?.name ?? null });
  post(draft, { type: 'typed', by, at: now.toISOString(), from, to: incident.type, hints: takeHints(draft) });
  refreshSurfaces(draft);
  touch(draft, by);
}

/** It was declared as one of that type: the declaration is told already, so only the first steps are. */
export function declareType(draft: Draft, key: string): void {
  const { incident, policy, now } = draft;
  const type = policy.containment.find((one) => one.key === key);
  if (type === undefined) return;
  incident.type = type.key;
  record(draft, 'typeSet', incident.declaredBy, { from: null, to: type.name });
  if (takeHints(draft))
    post(draft, { type: 'typed', by: null, at: now.toISOString(), from: null, to: type.key, hints: true });
}

/** How a type is called; one that the policy no longer has stays as it is. */
export function typeName(policy: Policy, key: string | null): string | null {
  return policy.containment.find((one) => one.key === key)?.name ?? key;
}

// The steps of a type are told once, however often the type is changed.
function takeHints({ incident, policy }: Draft): boolean {
  const type = policy.containment.find(({ key }) => key === incident.type);
  if (type === undefined || type.hints.length === 0 || incident.hinted.includes(type.key)) return false;
  incident.hinted.push(type.key);
  return true;
}

function requireType({ containment }: Policy, word: string): Containment {
  const wanted = word.trim().toLowerCase();
  const found = containment.find(({ key, name }) => key.toLowerCase() === wanted || name.toLowerCase() === wanted);
  if (found !== undefined) return found;
  if (containment.length === 0)
    throw new UserError(
      'no-types',
      'The policy names no types of incident.',
      'They are named under `containment` in policy.yaml. What it is can be said in the impact or in an update.',
    );
  throw new UserError(
    'no-such-type',
    `There is no type “${word.trim().slice(0, 40)}”.`,
    `There are ${containment.map(({ key }) => key).join(', ')}, and \`none\`.`,
  );
}
