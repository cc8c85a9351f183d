import { type Incident, isOpen } from './incident.ts';
import { ownerOfUpdates } from './people.ts';

/** Something that an open incident waits for from one person. */
export type Ask =
  | { type: 'call'; since: Date }
  | { type: 'handover'; id: string; role: string; until: Date }
  | { type: 'update'; number: number; due: Date };

/** What an incident waits for from that person now: an answer to a call, an answer to a handover, the next update. */
export function asksOf(incident: Incident, user: string): Ask[] {
  if (!isOpen(incident)) return [];
  const { reached, standing, handovers, cadence, parked, updates } = incident;
  const called = reached[user];
  const asks: Ask[] = [];
  // An answer of somebody else holds the ladder: who was called can stand down.
  if (called !== undefined && (standing === null || standing.at < called)) asks.push({ type: 'call', since: called });
  for (const { id, role, to, until } of Object.values(handovers))
    if (to === user) asks.push({ type: 'handover', id, role, until });
  if (cadence.due !== null && parked === null && ownerOfUpdates(incident) === user)
    asks.push({ type: 'update', number: updates.count + 1, due: cadence.due });
  return asks;
}

/** The keys of the roles that the person holds. */
export function rolesOf(incident: Incident, user: string): string[] {
  return Object.entries(incident.roles).flatMap(([role, held]) => (held.user === user ? [role] : []));
}
