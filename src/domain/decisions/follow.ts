import { UserError } from '../../errors.ts';
import type { Command } from '../commands.ts';
import type { Draft } from '../draft.ts';
import { nameOf } from '../incident.ts';
import { isInsider } from '../is-insider.ts';

// Each update is a message per follower; more people than this read the thread under the announcement.
const mostFollowers = 100;

/** Somebody wants the updates by direct message. Who only reads has no part in it: the timeline does not name them. */
export function follow(draft: Draft, { by }: Extract<Command, { type: 'follow' }>): void {
  const { incident } = draft;
  if (incident.followers.includes(by)) return;
  if (incident.private && !isInsider(incident, by))
    throw new UserError(
      'follow-private',
      `${nameOf(incident)} is private: its updates stay in its channel.`,
      'Somebody who is in the channel can invite you there.',
    );
  if (incident.followers.length >= mostFollowers)
    throw new UserError(
      'too-many-followers',
      `${nameOf(incident)} has ${mostFollowers} followers already.`,
      incident.private
        ? 'Its updates are in its channel.'
        : 'Its updates are in the thread under its announcement, too.',
    );
  incident.followers.push(by);
}

/** They have heard enough, or cannot be written to. */
export function unfollow({ incident }: Draft, by: string): void {
  incident.followers = incident.followers.filter((user) => user !== by);
}
