import type { Incident } from './incident.ts';
import type { Replan } from './notices.ts';
import type { Policy } from './policy.ts';
import { titleOf } from './policy.ts';
import { pendingSteps, stepTimes } from './schedule.ts';

/** Old and new times of what a change moved; null when nothing did. */
export function replanOf(before: Incident, after: Incident, policy: Policy): Replan | null {
  const oldDue = before.cadence.due?.toISOString() ?? null;
  const newDue = after.cadence.due?.toISOString() ?? null;
  const oldSteps = timesByTarget(before, policy);
  const newSteps = timesByTarget(after, policy);
  const targets = [...new Set([...oldSteps.keys(), ...newSteps.keys()])];
  const steps = targets
    .map((target) => ({
      target: titleOf(policy, target),
      from: oldSteps.get(target) ?? null,
      to: newSteps.get(target) ?? null,
    }))
    .filter((step) => step.from !== step.to && !firedBetween(before, after, step.to));
  const update = oldDue === newDue ? null : { from: oldDue, to: newDue };
  return update === null && steps.length === 0 ? null : { update, steps };
}

function timesByTarget(incident: Incident, policy: Policy): Map<string, string> {
  return new Map(
    pendingSteps(incident, policy).map((step) => [step.target, stepTimes(incident, step).at.toISOString()]),
  );
}

// A step that fired in this very decision is told by its own message, not as "no longer".
function firedBetween(before: Incident, after: Incident, to: string | null): boolean {
  return (
    to === null &&
    Object.keys(after.ladder.fired).some((id) => !(id in before.ladder.fired)) &&
    isSameLadder(before, after)
  );
}

function isSameLadder(before: Incident, after: Incident): boolean {
  return before.ladder.start.getTime() === after.ladder.start.getTime();
}
