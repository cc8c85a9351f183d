import type { Incident } from './incident.ts';
import { openTasks } from './tasks.ts';

/** Statuses of incidents that are over for good. */
export const endedStatuses: readonly string[] = ['closed', 'cancelled', 'merged'];

/**
 * Whether an incident may be deleted: over since before then. Null when it may not; `kept` when only an open action item keeps it.
 * `survivor` is the one in which it goes on, if there is one: that one's record is made of both, so it keeps this one, too.
 */
export function mayForget(incident: Incident, before: Date, survivor: Incident | null): 'forget' | 'kept' | null {
  if (!endedStatuses.includes(incident.status) || incident.statusSince >= before) return null;
  if (survivor !== null && mayForget(survivor, before, null) !== 'forget') return null;
  return openTasks(incident, 'action').length > 0 ? 'kept' : 'forget';
}
