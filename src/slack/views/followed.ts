import type { Button, KnownBlock } from '@slack/types';
import type { Followed } from '../../domain/followers.ts';
import type { Incident } from '../../domain/incident.ts';
import { isInsider } from '../../domain/is-insider.ts';
import type { Notice } from '../../domain/notices.ts';
import { actions } from '../ids.ts';
import { type Rendered, button, buttonRow, context, section } from './build-blocks.ts';
import { renderChange } from './change.ts';
import type { Facts } from './facts.ts';
import { valueOf } from './incident-buttons.ts';
import { channelLink, privateName, shortTitle } from './name-things.ts';
import { renderUpdate } from './update.ts';

/** To somebody who follows: what the announcement's thread says, with the way in and the way out. */
export function renderFollowed({ user, of }: Extract<Notice, { type: 'followed' }>, facts: Facts): Rendered {
  const { incident } = facts;
  // It was made private while this waited to be sent.
  if (incident.private && !isInsider(incident, user)) {
    const text = `${privateName(incident)}: you do not follow it any more.`;
    return { text, blocks: [section(text)] };
  }
  const { text, blocks } = renderSaid(of, facts);
  return {
    text,
    blocks: [
      ...blocks.filter((block) => block.type !== 'actions'),
      context(shortTitle(facts)),
      ...followerBlocks(facts),
    ],
  };
}

/** Why it comes to the reader, with the way in and the way out behind the `first` buttons. */
export function followerBlocks({ incident }: Facts, first: Button[] = []): KnownBlock[] {
  const where = incident.channel === null ? '' : ` · ${channelLink(incident.channel.id)}`;
  // Nothing more comes of it by itself.
  const ways = ['closed', 'cancelled'].includes(incident.status)
    ? []
    : [joinButton(incident), unfollowButton(incident)];
  return [context(`You follow it${where}`), ...buttonRow([...first, ...ways])];
}

function renderSaid(notice: Followed, facts: Facts): Rendered {
  return notice.type === 'update' ? renderUpdate(notice, facts) : renderChange(notice, facts);
}

/** *Follow*: the updates by direct message. */
export function followButton(incident: Incident): Button {
  return button({ label: 'Follow', action: actions.follow, value: valueOf(incident) });
}

/** *Unfollow*. */
export function unfollowButton(incident: Incident): Button {
  return button({ label: 'Unfollow', action: actions.unfollow, value: valueOf(incident) });
}

function joinButton(incident: Incident): Button {
  return button({ label: 'Join', action: actions.join, value: valueOf(incident) });
}
