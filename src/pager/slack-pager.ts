import type { WebClient } from '@slack/web-api';
import { refusalCode } from '../slack/client-errors.ts';
import { findMarked, markOf } from '../slack/client-marks.ts';
import type { Page, Paged, Pager } from './pager.ts';

const via = 'Slack message';

// Refusals that no later try mends: the person cannot be written to.
const unreachable: Record<string, string> = {
  user_not_found: 'they are not in this workspace any more',
  users_not_found: 'they are not in this workspace any more',
  user_disabled: 'their account was deactivated',
  cannot_dm_bot: 'this member is a bot',
  channel_not_found: 'Slack lets nobody write to them',
  user_not_visible: 'Muster may not see this member',
};

// How far back a lost page is looked for. A page is older only when nobody could be reached all that time.
const searched = 24 * 60 * 60_000;

/** The pager that everybody has: a direct message. It rings no phone, and says so. */
export function makeSlackPager({ slack, now }: { slack: WebClient; now: () => Date }): Pager {
  async function page({ key, user, message }: Page): Promise<Paged> {
    try {
      const channel = await openConversation(user);
      const { ts } = await slack.chat.postMessage({
        channel,
        ...message,
        metadata: markOf(key),
        unfurl_links: false,
        unfurl_media: false,
      });
      return accepted(channel, ts);
    } catch (error) {
      const reason = unreachable[refusalCode(error) ?? ''];
      if (reason === undefined) throw error;
      return { outcome: 'refused', via, reason };
    }
  }

  async function find({ key, user }: Page): Promise<Paged | null> {
    try {
      const channel = await openConversation(user);
      const since = new Date(now().getTime() - searched);
      const ts = await findMarked(slack, { channel, thread: null, effect: key, since });
      return ts === null ? null : accepted(channel, ts);
    } catch (error) {
      // Whoever cannot be written to has not been paged; page() says why.
      if (unreachable[refusalCode(error) ?? ''] !== undefined) return null;
      throw error;
    }
  }

  async function openConversation(user: string): Promise<string> {
    const { channel } = await slack.conversations.open({ users: user });
    if (channel?.id === undefined) throw new Error('Slack opened a direct message without an id');
    return channel.id;
  }

  return { page, find };
}

function accepted(channel: string, ts: string | undefined): Paged {
  if (ts === undefined) throw new Error('Slack answered a post without the message’s ts');
  return { outcome: 'accepted', via, rang: false, message: { channel, ts } };
}
