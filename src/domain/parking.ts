import { restartCadence } from './cadence.ts';
import { type Draft, plan, record, refreshAll } from './draft.ts';
import { addDuration } from './duration.ts';
import { type Incident, isOpen } from './incident.ts';
import { restartPatience, retireElapsed } from './people.ts';
import { type Policy, isUrgent, severityOf } from './policy.ts';
import { dayAndClockIn } from './zone-clock.ts';

/** Two weeks: what waits longer is followed up after its resolution, or is no incident. Days. */
export const longestParking = 14;

/** Only what can wait is parked: P2 and below, or what users no longer feel. A backfill has no timers to pause. */
export function mayPark(incident: Incident, policy: Policy): boolean {
  if (!isOpen(incident) || incident.kind === 'backfill') return false;
  return incident.status === 'monitoring' || !isUrgent(severityOf(policy, incident.severity));
}

/** "Wed 09:00 Berlin": until when it is parked, on the clock of who parked it; null when it is not parked. */
export function parkedUntil({ parked }: Incident): string | null {
  return parked === null ? null : dayAndClockIn(parked.until, parked.zone, parked.since);
}

/** Why the parking ended. */
export type WakeReason = 'time' | 'asked' | 'severity' | 'status' | 'runbook';

/** Ends the parking. Every wait for somebody begins now, the update is promised anew, and nothing that elapsed fires. */
export function wakeUp(draft: Draft, by: string | null, reason: WakeReason): void {
  const { incident, now } = draft;
  const { parked } = incident;
  if (parked === null) return;
  startTimers(draft);
  record(draft, 'parkEnded', by, {
    since: parked.since.toISOString(),
    until: parked.until.toISOString(),
    watching: parked.watching,
    reason,
  });
  incident.quietSince = now;
  refreshAll(draft, [parked.told]);
  plan(draft, { type: 'setTopic' });
}

/** The timers as the end of the parking leaves them. */
export function startTimers(draft: Draft): void {
  const { incident, policy, now } = draft;
  const { respondWithin } = severityOf(policy, incident.severity);
  incident.parked = null;
  retireElapsed(draft);
  if (addDuration(incident.ladder.start, respondWithin, policy) <= now) incident.ladder.respondWithinMissed = true;
  restartPatience(draft);
  // The message that wakes it offers Resolve: the fix was watched meanwhile.
  if (incident.soakUntil !== null && incident.soakUntil <= now) incident.soakUntil = null;
  restartCadence(draft, null);
}

/** Until when it had been parked, if this decision woke it; for the message of the change. ISO. */
export function wokenFrom(before: Incident, after: Incident): string | null {
  return before.parked !== null && after.parked === null ? before.parked.until.toISOString() : null;
}
