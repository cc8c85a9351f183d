import type { Incident } from './incident.ts';

/** Who owns a task or an action item of the incident that is not done. */
export function openTaskOwners(_: Incident): string[] {
  return [];
}
