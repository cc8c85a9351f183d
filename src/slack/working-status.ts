import type { WorkingStatus } from '../domain/incident.ts';

/** The status of that key; null for any other word. Resolving and closing have commands of their own. */
export function workingStatus(word: string): WorkingStatus | null {
  return word === 'investigating' || word === 'identified' || word === 'monitoring' ? word : null;
}
