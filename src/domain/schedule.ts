import { type OverdueStage, askAgainAt, overdueTimes, reminderTime } from './calm.ts';
import { taskTimers } from './tasks.ts';
import { addDuration, latest, minutes, plus } from './duration.ts';
import { digestTimers } from './follow-ups.ts';
import { type HandoverTimer, handoverTimers } from './handover-timers.ts';
import { type Incident, holderOf, isOpen } from './incident.ts';
import { type ParkTimer, parkedTimers } from './parked-timers.ts';
import { type LivenessTimer, livenessTimers } from './liveness.ts';
import { isMitigated, pendingSteps, stepTimes, untriedSteps } from './ladder.ts';
import { type LadderStep, type Policy, callsNobody, isUrgent, severityOf } from './policy.ts';

/** Before an update is due, one person is asked for it. */
export const nudgeBefore = minutes(3);
/** An unanswered ladder repeats. */
export const repeatEvery = minutes(10);
/** Without a commander for so long, the on-call commander is called. */
const commanderPatience = minutes(5);
/** An acknowledgement lapses: nobody took command, or its owner went silent. */
const lapseAfter = { noCommander: minutes(5), silent: minutes(10) } as const;

/** Something that the clock will do. `at` is when, `planned` when it should have been. */
export type Timer =
  | ParkTimer
  | { type: 'nudge'; at: Date; planned: Date }
  | { type: 'overdue'; at: Date; planned: Date; stage: OverdueStage }
  | { type: 'step'; at: Date; planned: Date; step: LadderStep }
  | { type: 'ladderEnd'; at: Date; planned: Date }
  | { type: 'respondWithin'; at: Date; planned: Date }
  | { type: 'noCommander'; at: Date; planned: Date }
  | { type: 'lapse'; at: Date; planned: Date; reason: 'noCommander' }
  | { type: 'lapse'; at: Date; planned: Date; reason: 'silent'; heard: Date }
  | HandoverTimer
  | LivenessTimer
  | { type: 'rolesUnfilled'; at: Date; planned: Date }
  | { type: 'soakEnded'; at: Date; planned: Date }
  | { type: 'silent'; at: Date; planned: Date }
  | { type: 'taskDue'; at: Date; planned: Date; task: string }
  | { type: 'zones'; at: Date; planned: Date }
  | { type: 'digest'; at: Date; planned: Date; owner: string };

/** Every timer of the incident as it stands, soonest first. A backfill has none. */
export function timersOf(incident: Incident, policy: Policy): Timer[] {
  if (incident.kind === 'backfill') return [];
  const timers = isOpen(incident) ? openTimers(incident, policy) : [];
  timers.push(...digestTimers(incident, policy));
  return timers.sort((a, b) => a.at.getTime() - b.at.getTime() || a.planned.getTime() - b.planned.getTime());
}

/** When the incident has to be looked at next; null when nothing will happen by itself. */
export function nextWake(incident: Incident, policy: Policy): Date | null {
  return timersOf(incident, policy)[0]?.at ?? null;
}

// Whoever parked it wants quiet; what people asked of each other goes on.
function openTimers(incident: Incident, policy: Policy): Timer[] {
  const asked = [...handoverTimers(incident), ...taskTimers(incident)];
  if (incident.parked !== null) return [...parkedTimers(incident), ...asked];
  return [
    ...cadenceTimers(incident, policy),
    ...ladderTimers(incident, policy),
    ...lapseTimers(incident, policy),
    ...peopleTimers(incident, policy),
    ...livenessTimers(incident, policy),
    ...asked,
  ];
}

function at(when: Date): { at: Date; planned: Date } {
  return { at: when, planned: when };
}

function cadenceTimers(incident: Incident, policy: Policy): Timer[] {
  const { due, stage } = incident.cadence;
  if (due === null) return [];
  const reminded = (planned: Date) => at(reminderTime(incident, policy, planned));
  if (stage === 0) return [{ type: 'nudge', ...reminded(plus(due, -nudgeBefore)) }];
  const next = ([null, 'due', 'commander', 'standIn'] as const)[stage] ?? null;
  if (next !== null) return [{ type: 'overdue', stage: next, ...reminded(overdueTimes(incident, policy, due)[next]) }];
  const again = askAgainAt(incident, policy);
  return again === null ? [] : [{ type: 'overdue', stage: 'due', ...reminded(again) }];
}

function ladderTimers(incident: Incident, policy: Policy): Timer[] {
  const severity = severityOf(policy, incident.severity);
  const pending = pendingSteps(incident, policy);
  const timers: Timer[] = pending.map((step) => ({ type: 'step', step, ...stepTimes(incident, step) }));
  if (isMitigated(incident) || incident.standing !== null) return timers;
  const missedAt = addDuration(incident.ladder.start, severity.respondWithin, policy);
  const answered = incident.acknowledgements.some((ack) => ack.at >= incident.ladder.start);
  if (!incident.ladder.respondWithinMissed && !answered && incident.ticket.created === null)
    timers.push({
      type: 'respondWithin',
      ...at(reminderTime(incident, policy, latest([missedAt, incident.ladder.replannedAt]))),
    });
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
  return [{ type: 'lapse', reason: 'silent', heard: sign, ...at(plus(sign, lapseAfter.silent)) }];
}

function postponable(incident: Incident, planned: Date): { at: Date; planned: Date } {
  return { at: latest([planned, incident.ladder.postponed['noCommander'] ?? null]), planned };
}

/** Roles that nobody has, the commander's aside. */
export function vacantRoles(incident: Incident, policy: Policy): string[] {
  return policy.roles.map((role) => role.key).filter((key) => key !== 'commander' && holderOf(incident, key) === null);
}

function peopleTimers(incident: Incident, policy: Policy): Timer[] {
  const timers: Timer[] = [];
  const severity = severityOf(policy, incident.severity);
  const urgent = isUrgent(severity);
  if (incident.soakUntil !== null)
    timers.push({ type: 'soakEnded', ...at(reminderTime(incident, policy, incident.soakUntil)) });
  if (incident.status === 'monitoring') return timers;
  if (incident.commanderVacantSince !== null && !incident.commanderAsked && !callsNobody(severity))
    timers.push({
      type: 'noCommander',
      ...postponable(incident, reminderTime(incident, policy, plus(incident.commanderVacantSince, commanderPatience))),
    });
  if (urgent && !incident.rolesAsked && vacantRoles(incident, policy).length > 0)
    timers.push({ type: 'rolesUnfilled', ...at(plus(incident.moments.declared, policy.rolesUnfilled)) });
  if (urgent) timers.push({ type: 'silent', ...at(plus(incident.quietSince, policy.silence)) });
  return timers;
}
