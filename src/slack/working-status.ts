/** Statuses that a person sets by name; resolving and closing have commands of their own. */
export type WorkingStatus = 'investigating' | 'identified' | 'monitoring';

/** The status of that key; null for any other word. */
export function workingStatus(word: string): WorkingStatus | null {
  return word === 'investigating' || word === 'identified' || word === 'monitoring' ? word : null;
}
