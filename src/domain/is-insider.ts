import type { Incident } from './incident.ts';

type Circle = Pick<Incident, 'declaredBy' | 'invited' | 'roles'>;

/** Who is in the channel, has a role or declared: they may read what a private incident is about. */
export function insidersOf({ declaredBy, invited, roles }: Circle): string[] {
  return [...new Set([declaredBy, ...invited, ...Object.values(roles).map(({ user }) => user)])];
}

/** Whether somebody is one of them. */
export function isInsider(incident: Circle, user: string): boolean {
  return insidersOf(incident).includes(user);
}
