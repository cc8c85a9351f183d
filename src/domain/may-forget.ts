import type { Incident } from './incident.ts';
import { openTasks } from './tasks.ts';

/** Statuses of incidents that are over for good. */
export const endedStatuses: readonly string[] = ['closed', 'cancelled', 'merged'];

/** Whether an incident may be deleted: over since before then. Null when it may not; `kept` when only an open action item keeps it. */
export function mayForget(incident: Incident, before: Date): 'forget' | 'kept' | null {
  if (!endedStatuses.includes(incident.status) || incident.statusSince >= before) return null;
  return openTasks(incident, 'action').length > 0 ? 'kept' : 'forget';
}
