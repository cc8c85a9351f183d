import { latest, minutes, plus } from './duration.ts';
import { type Incident, holderOf, isOpen } from './incident.ts';
import { type LadderStep, type Policy, callsNobody, severityOf } from './policy.ts';

/** Overdue steps go in order, two minutes apart. */
const stepSpacing = minutes(2);

/** The ladder that this incident runs by, without the steps whose condition does not hold. */
export function ladderOf(incident: Incident, policy: Policy): LadderStep[] {
  const severity = severityOf(policy, incident.severity);
  const ladder = incident.private ? severity.privateLadder : severity.ladder;
  return ladder.filter(
    (step) =>
      (step.kind === 'inform' || !callsNobody(severity)) &&
      (step.condition === null || (step.condition === 'data_breach' && incident.exposure)),
  );
}

/** Users no longer feel it: a person set the incident to monitoring. A corrected moment alone stops nobody from being called. */
export function isMitigated(incident: Incident): boolean {
  return incident.status === 'monitoring';
}

/** Steps that have not fired; who has the role that a step would reach needs no call. */
export function untriedSteps(incident: Incident, policy: Policy): LadderStep[] {
  return ladderOf(incident, policy).filter(
    (step) => !incident.ladder.fired[step.id] && (step.kind === 'inform' || holderOf(incident, step.target) === null),
  );
}

/** Untried steps that the clock will fire: an answer holds those that wait for one, mitigation ends them all. */
export function pendingSteps(incident: Incident, policy: Policy): LadderStep[] {
  if (!isOpen(incident) || isMitigated(incident)) return [];
  return untriedSteps(incident, policy).filter((step) => incident.standing === null || step.unless !== 'acknowledged');
}

/** When a step was meant to fire, and when it will: overdue ones follow each other two minutes apart. */
export function stepTimes(incident: Incident, step: LadderStep): { at: Date; planned: Date } {
  const { start, lastFiredAt, resumedAt, postponed, replannedAt } = incident.ladder;
  // What another runbook would have done before is not late either.
  const own = latest([plus(start, step.after), replannedAt]);
  // What an answer had held and a lapse set free is not late: it is planned for the lapse.
  const planned = resumedAt !== null && step.unless === 'acknowledged' && own < resumedAt ? resumedAt : own;
  const spaced = lastFiredAt !== null && planned < lastFiredAt ? plus(lastFiredAt, stepSpacing) : null;
  return { at: latest([planned, spaced, postponed[step.id] ?? null]), planned };
}
