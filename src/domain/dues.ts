import { reminderOf } from './checklists.ts';
import { type Incident, isOpen } from './incident.ts';
import { openTaskOwners, openTasks } from './tasks.ts';

/** Who has something to do in this incident, now or after the response: for look-ups across incidents, so rather one too many. */
export function debtorsOf(incident: Incident): string[] {
  const { after, resolution, declaredBy } = incident;
  const left = !isOpen(incident) && after.some(({ doneAt }) => doneAt === null);
  // What nobody took is left to whoever writes it up.
  const unowned = openTasks(incident, 'action').some(({ owner }) => owner === null);
  const owner = resolution?.owner ?? (left ? declaredBy : null);
  const reminded = incident.checklists.flatMap((list) => reminderOf(incident, list) ?? []);
  const ofLists = reminded.flatMap(({ owner: user, left: boxes }) => (boxes > 0 ? [user] : []));
  return [
    ...new Set([...openTaskOwners(incident), ...ofLists, ...((left || unowned) && owner !== null ? [owner] : [])]),
  ];
}
