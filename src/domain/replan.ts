import type { Incident } from './incident.ts';
import type { Replan } from './notices.ts';
import { type Policy, titleOf } from './policy.ts';
import { ladderOf, pendingSteps, stepTimes } from './ladder.ts';

/** Old and new times of what a change moved; null when nothing did. `policyBefore` where it changed, too. */
export function replanOf(before: Incident, after: Incident, policy: Policy, policyBefore = policy): Replan | null {
  const oldDue = before.cadence.due?.toISOString() ?? null;
  const newDue = after.cadence.due?.toISOString() ?? null;
  const oldTimes = timesOf(before, policyBefore);
  const newTimes = timesOf(after, policy);
  // By step, not by target: somebody may be informed early and reached later.
  const all = new Map([...ladderOf(before, policyBefore), ...ladderOf(after, policy)].map((step) => [step.id, step]));
  const steps = [...all.values()]
    .map(({ id, target }) => ({
      id,
      target: titleOf(policy, target),
      from: oldTimes.get(id) ?? null,
      to: newTimes.get(id) ?? null,
    }))
    // A step that fired in this very decision is told by its own message, not as called off.
    .filter(({ id, from, to }) => from !== to && !(to === null && after.ladder.fired[id] !== undefined))
    .map(({ target, from, to }) => ({ target, from, to }));
  const update = oldDue === newDue ? null : { from: oldDue, to: newDue };
  return update === null && steps.length === 0 ? null : { update, steps };
}

function timesOf(incident: Incident, policy: Policy): Map<string, string> {
  return new Map(pendingSteps(incident, policy).map((step) => [step.id, stepTimes(incident, step).at.toISOString()]));
}
