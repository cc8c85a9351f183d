import { addDuration, minutes, plus } from './duration.ts';
import { type Incident, holderOf, isOpen } from './incident.ts';
import { type LadderStep, type Policy, isUrgent, personBehind, severityOf, titleOf } from './policy.ts';

/** Before an update is due, one person is asked for it. */
export const nudgeBefore = minutes(3);
/** Overdue: the commander too after 5 minutes, the stand-in after 10. */
const overdueAfter = { due: 0, commander: minutes(5), standIn: minutes(10) } as const;
/** Overdue steps go in order, two minutes apart. */
const stepSpacing = minutes(2);
/** An unanswered ladder repeats. */
export const repeatEvery = minutes(10);
/** Without a commander for so long, the on-call commander is called. */
const commanderPatience = minutes(5);
/** An acknowledgement lapses: nobody took command, or its owner went silent. */
const lapseAfter = { noCommander: minutes(5), silent: minutes(10) } as const;

/** Something that the clock will do. `at` is when, `planned` when it should have been. */
export type Timer =
  | { type: 'nudge'; at: Date; planned: Date }
  | { type: 'overdue'; at: Date; planned: Date; stage: 'due' | 'commander' | 'standIn' }
  | { type: 'step'; at: Date; planned: Date; step: LadderStep }
  | { type: 'ladderEnd'; at: Date; planned: Date }
  | { type: 'respondWithin'; at: Date; planned: Date }
  | { type: 'noCommander'; at: Date; planned: Date }
  | { type: 'lapse'; at: Date; planned: Date; reason: 'noCommander' | 'silent' }
  | { type: 'handoverUnanswered'; at: Date; planned: Date; role: string }
  | { type: 'rolesUnfilled'; at: Date; planned: Date }
  | { type: 'soakEnded'; at: Date; planned: Date }
  | { type: 'silent'; at: Date; planned: Date }
  | { type: 'afterDue'; at: Date; planned: Date; what: 'closing' | 'meeting' | 'report' };

/** Every timer of the incident as it stands, soonest first. A backfill has none. */
export function timersOf(incident: Incident, policy: Policy): Timer[] {
  if (incident.kind === 'backfill') return [];
  const timers = isOpen(incident)
    ? [
        ...cadenceTimers(incident),
        ...ladderTimers(incident, policy),
        ...lapseTimers(incident, policy),
        ...peopleTimers(incident, policy),
      ]
    : afterTimers(incident);
  return timers.sort((a, b) => a.at.getTime() - b.at.getTime() || a.planned.getTime() - b.planned.getTime());
}

/** When the incident has to be looked at next; null when nothing will happen by itself. */
export function nextWake(incident: Incident, policy: Policy): Date | null {
  return timersOf(incident, policy)[0]?.at ?? null;
}

function at(when: Date): { at: Date; planned: Date } {
  return { at: when, planned: when };
}

function cadenceTimers(incident: Incident): Timer[] {
  const { due, stage } = incident.cadence;
  if (due === null) return [];
  if (stage === 0) return [{ type: 'nudge', ...at(plus(due, -nudgeBefore)) }];
  const next = ([null, 'due', 'commander', 'standIn'] as const)[stage] ?? null;
  return next === null ? [] : [{ type: 'overdue', stage: next, ...at(plus(due, overdueAfter[next])) }];
}

/** The overdue stages that have come by `now`, the last of them first. After a downtime only one is said. */
export function overdueStageAt(due: Date, now: Date): 'due' | 'commander' | 'standIn' | null {
  const late = now.getTime() - due.getTime();
  if (late >= overdueAfter.standIn) return 'standIn';
  if (late >= overdueAfter.commander) return 'commander';
  return late >= 0 ? 'due' : null;
}

/** The ladder that this incident runs by, without the steps whose condition does not hold. */
export function ladderOf(incident: Incident, policy: Policy): LadderStep[] {
  const severity = severityOf(policy, incident.severity);
  const ladder = incident.private ? severity.privateLadder : severity.ladder;
  return ladder.filter((step) => step.condition === null || (step.condition === 'data_breach' && incident.exposure));
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
  const { start, lastFiredAt, resumedAt, postponed } = incident.ladder;
  const own = plus(start, step.after);
  // What an answer had held and a lapse set free is not late: it is planned for the lapse.
  const planned = resumedAt !== null && step.unless === 'acknowledged' && own < resumedAt ? resumedAt : own;
  const spaced = lastFiredAt !== null && planned < lastFiredAt ? plus(lastFiredAt, stepSpacing) : null;
  return { at: latest([planned, spaced, postponed[step.id] ?? null]), planned };
}

function ladderTimers(incident: Incident, policy: Policy): Timer[] {
  const severity = severityOf(policy, incident.severity);
  const pending = pendingSteps(incident, policy);
  const timers: Timer[] = pending.map((step) => ({ type: 'step', step, ...stepTimes(incident, step) }));
  if (isMitigated(incident) || incident.standing !== null) return timers;
  const answered = incident.acknowledgements.some((ack) => ack.at >= incident.ladder.start);
  if (!incident.ladder.respondWithinMissed && !answered)
    timers.push({ type: 'respondWithin', ...at(addDuration(incident.ladder.start, severity.respondWithin, policy)) });
  const exhausted = !pending.some((step) => step.kind === 'reach');
  // A commander who has command and went silent (the ladder was resumed) is no answer either.
  const nobody = holderOf(incident, 'commander') === null || incident.ladder.resumedAt !== null;
  if (isUrgent(severity) && exhausted && incident.ladder.lastReachAt !== null && nobody)
    timers.push({ type: 'ladderEnd', ...at(plus(incident.ladder.lastReachAt, repeatEvery)) });
  return timers;
}

function lapseTimers(incident: Incident, policy: Policy): Timer[] {
  const { standing } = incident;
  if (standing === null || isMitigated(incident) || !isUrgent(severityOf(policy, incident.severity))) return [];
  const commander = holderOf(incident, 'commander');
  if (commander === null) {
    const since = latest([standing.at, incident.commanderVacantSince]);
    return [{ type: 'lapse', reason: 'noCommander', ...at(plus(since, lapseAfter.noCommander)) }];
  }
  // With a commander there is something to resume only while a reach step waits for an answer.
  if (!untriedSteps(incident, policy).some((step) => step.unless === 'acknowledged')) return [];
  const sign = latest([standing.at, incident.active[standing.user] ?? null, incident.active[commander] ?? null]);
  return [{ type: 'lapse', reason: 'silent', ...at(plus(sign, lapseAfter.silent)) }];
}

/** The latest of some times; the first is always there. */
function latest([first, ...rest]: [Date, ...(Date | null)[]]): Date {
  return rest.reduce<Date>((a, b) => (b !== null && b > a ? b : a), first);
}

function postponable(incident: Incident, planned: Date): { at: Date; planned: Date } {
  return { at: latest([planned, incident.ladder.postponed['noCommander'] ?? null]), planned };
}

/** Roles that nobody has, the commander's aside. */
export function vacantRoles(incident: Incident, policy: Policy): string[] {
  return policy.roles.map((role) => role.key).filter((key) => key !== 'commander' && holderOf(incident, key) === null);
}

function peopleTimers(incident: Incident, policy: Policy): Timer[] {
  const timers: Timer[] = Object.values(incident.handovers).map((handover) => ({
    type: 'handoverUnanswered',
    role: handover.role,
    ...at(handover.until),
  }));
  const urgent = isUrgent(severityOf(policy, incident.severity));
  if (incident.soakUntil !== null) timers.push({ type: 'soakEnded', ...at(incident.soakUntil) });
  if (incident.status === 'monitoring') return timers;
  if (incident.commanderVacantSince !== null && !incident.commanderAsked)
    timers.push({
      type: 'noCommander',
      ...postponable(incident, plus(incident.commanderVacantSince, commanderPatience)),
    });
  if (urgent && !incident.rolesAsked && vacantRoles(incident, policy).length > 0)
    timers.push({ type: 'rolesUnfilled', ...at(plus(incident.moments.declared, policy.rolesUnfilled)) });
  if (urgent) timers.push({ type: 'silent', ...at(plus(incident.quietSince, policy.silence)) });
  return timers;
}

function afterTimers(incident: Incident): Timer[] {
  if (incident.status === 'cancelled') return [];
  return incident.after
    .filter((item) => !item.told)
    .map((item) => ({ type: 'afterDue', what: item.what, ...at(item.due) }));
}

/** One thing that will happen if nobody does anything, for people to see. `at` is an ISO time. */
export type Plan = {
  what: 'update' | 'reach' | 'inform' | 'resolve';
  target: string | null;
  title: string;
  user: string | null;
  at: string;
};

/** What people want to know of the timers: the update that is due, the steps to come, the end of the soak. Soonest first. */
export function planOf(incident: Incident, policy: Policy): Plan[] {
  if (!isOpen(incident) || incident.kind === 'backfill') return [];
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
