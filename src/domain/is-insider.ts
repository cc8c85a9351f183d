import type { Incident } from './incident.ts';

/** Is in the channel, has a role or declared: may read what a private incident is about. */
export function isInsider(incident: Pick<Incident, 'declaredBy' | 'invited' | 'roles'>, user: string): boolean {
  return (
    incident.declaredBy === user ||
    incident.invited.includes(user) ||
    Object.values(incident.roles).some((role) => role.user === user)
  );
}
