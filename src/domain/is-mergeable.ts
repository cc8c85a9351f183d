import { minutes, plus } from './duration.ts';
import type { Incident } from './incident.ts';

// What was declared within this may be the same thing seen by somebody else; later it would be a coincidence.
const recent = minutes(30);

/** Whether a merge with that incident is offered to a new one: both real or both drills, both private or neither, and of the last half hour. */
export function isMergeable(
  own: Pick<Incident, 'kind' | 'private'>,
  other: Pick<Incident, 'kind' | 'private' | 'moments'>,
  now: Date,
): boolean {
  return own.kind === other.kind && own.private === other.private && other.moments.declared >= plus(now, -recent);
}
