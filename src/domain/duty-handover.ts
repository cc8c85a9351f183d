import { toWorkingTime } from './duration.ts';
import { type Turn, turnAfter, turnAt } from './on-duty.ts';
import type { Policy } from './policy.ts';

/** A role in the handover from one turn to the next. Keys of people; null: nobody, or not known. */
export type HandedOver = { role: string; from: string | null; to: string | null };

/** When the handover of a turn is told: in the policy's working hours. */
export function toldAt(turn: Turn, policy: Policy): Date {
  return toWorkingTime(turn.from, policy);
}

/** When the next handover is to be told; null without a rotation. */
export function nextHandover(policy: Policy, now: Date): Date | null {
  const turn = turnAt(policy, now);
  if (turn !== null && toldAt(turn, policy) > now) return toldAt(turn, policy);
  const next = turnAfter(policy, now);
  return next === null ? null : toldAt(next, policy);
}

/** Who hands over what to whom at the beginning of a turn, by the order of the roles. */
export function handoverOf(policy: Policy, turn: Turn): HandedOver[] {
  const before = turnAt(policy, new Date(turn.from.getTime() - 1));
  return policy.roles
    .filter(({ key }) => key in turn.roles || (before !== null && key in before.roles))
    .map(({ key, primary }) => ({ role: key, from: before?.roles[key] ?? null, to: turn.roles[key] ?? primary }));
}
