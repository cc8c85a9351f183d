import type { Notice } from './notices.ts';
import { isInsider } from './is-insider.ts';
import type { Incident } from './incident.ts';

/** What followers hear of: what the announcement's thread hears of, but no lesser change. */
export type Followed = Extract<Notice, { type: 'update' | 'change' }>;

/** Whether followers are told of it: updates, upgrades, mitigation, and the ends and beginnings. */
export function isFollowed(notice: Notice): notice is Followed {
  if (notice.type === 'update') return true;
  return (
    notice.type === 'change' && ['severity', 'status', 'resolved', 'reopened', 'cancelled'].includes(notice.change.what)
  );
}

/** Who follows and does not read the same in the incident's channel. Nobody who may not know of it. */
export function followersToTell(incident: Incident): string[] {
  return incident.followers.filter(
    (user) => !incident.invited.includes(user) && (!incident.private || isInsider(incident, user)),
  );
}

/** It became private: who is not in it does not follow it any more. */
export function dropOutsiders(incident: Incident): void {
  incident.followers = incident.followers.filter((user) => isInsider(incident, user));
}

/** It was merged: who followed the other follows this one. */
export function takeFollowers(incident: Incident, other: Pick<Incident, 'followers'>): void {
  const more = other.followers.filter((user) => !incident.private || isInsider(incident, user));
  incident.followers = [...new Set([...incident.followers, ...more])];
}
