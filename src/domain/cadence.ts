import { addDuration, earlier, plus } from './duration.ts';
import type { Draft } from './draft.ts';
import { type Incident, isOpen } from './incident.ts';
import { type Policy, severityOf } from './policy.ts';
import { nudgeBefore } from './schedule.ts';

/** When the next update would be promised, counted from `from`. */
export function nextUpdateDue(incident: Incident, policy: Policy, from: Date): Date {
  const severity = severityOf(policy, incident.severity);
  return addDuration(from, incident.status === 'monitoring' ? severity.monitoringEvery : severity.updateEvery, policy);
}

/** Promises the next update for that time, and starts asking for it anew. */
export function promiseUpdate(draft: Draft, due: Date | null): void {
  const { cadence, kind, parked } = draft.incident;
  // While it is parked nobody is asked for anything; the end of the parking promises anew. A backfill, reopened, has no clock.
  const promised = parked === null && kind !== 'backfill' ? due : null;
  cadence.due = promised;
  // Too near for a warning: the first word is the one at its time.
  cadence.stage = promised !== null && plus(promised, -nudgeBefore) <= draft.now ? 1 : 0;
}

/** An update was posted: the clock starts again from now. */
export function restartCadence(draft: Draft, nextIn: number | null): void {
  const { incident, policy, now } = draft;
  incident.cadence.snoozed = false;
  incident.cadence.asks = [];
  promiseUpdate(draft, nextIn === null ? nextUpdateDue(incident, policy, now) : plus(now, nextIn));
}

/** A faster rhythm: the sooner of the promised time and one rhythm from now. */
export function hastenCadence(draft: Draft): void {
  const { incident, policy, now } = draft;
  if (!isOpen(incident)) return;
  const due = earlier(incident.cadence.due, nextUpdateDue(incident, policy, now));
  if (due?.getTime() !== incident.cadence.due?.getTime()) promiseUpdate(draft, due);
}

/** A slower rhythm: counted from the last update, or from the declaration where there is none. */
export function slowCadence(draft: Draft): void {
  const { incident, policy, now } = draft;
  const from = incident.updates.last?.at ?? incident.moments.declared;
  const due = nextUpdateDue(incident, policy, from);
  promiseUpdate(draft, due > now ? due : nextUpdateDue(incident, policy, now));
}
