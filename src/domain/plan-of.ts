import { type Incident, isOpen } from './incident.ts';
import { pendingSteps, stepTimes } from './ladder.ts';
import { type Policy, personBehind, titleOf } from './policy.ts';

/** One thing that will happen if nobody does anything, for people to see. `at` is an ISO time. */
export type Plan = {
  what: 'update' | 'reach' | 'inform' | 'resolve' | 'wake';
  target: string | null;
  title: string;
  user: string | null;
  at: string;
};

/** What people want to know of the timers: the update that is due, the steps to come, the end of the soak. Soonest first. */
export function planOf(incident: Incident, policy: Policy): Plan[] {
  if (!isOpen(incident) || incident.kind === 'backfill') return [];
  if (incident.parked !== null) {
    const at = incident.parked.until.toISOString();
    return [{ what: 'wake', target: null, title: 'End of the parking', user: null, at }];
  }
  const plans: Plan[] = pendingSteps(incident, policy).map((step) => ({
    what: step.kind,
    target: step.target,
    title: titleOf(policy, step.target),
    user: personBehind(policy, step.target)?.slack ?? null,
    at: stepTimes(incident, step).at.toISOString(),
  }));
  if (incident.cadence.due !== null)
    plans.push({ what: 'update', target: null, title: 'Update', user: null, at: incident.cadence.due.toISOString() });
  if (incident.soakUntil !== null)
    plans.push({ what: 'resolve', target: null, title: 'Resolve', user: null, at: incident.soakUntil.toISOString() });
  return plans.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}
