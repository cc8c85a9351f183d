import { followUpsOf } from './follow-ups.ts';
import type { Incident } from './incident.ts';
import type { Policy } from './policy.ts';

/** Statuses of incidents that are over for good. */
export const endedStatuses: readonly string[] = ['closed', 'cancelled', 'merged'];

/** Whether an incident may be deleted: over since before then. Null when it may not; `kept` when only an open action item keeps it. */
export function mayForget(incident: Incident, policy: Policy, before: Date): 'forget' | 'kept' | null {
  if (!endedStatuses.includes(incident.status) || incident.statusSince >= before) return null;
  return followUpsOf(incident, policy).some(({ what, done }) => what === 'action' && !done) ? 'kept' : 'forget';
}
