import { canSee } from '../drivers/find-channel.ts';
import { readKey, type Channel, type Message, type User, type Workspace } from '../state/workspace.ts';
import type { LiveChannel, LivePerson } from './protocol.ts';

const slackbot: LivePerson = {
  id: 'USLACKBOT',
  name: 'slackbot',
  realName: 'Slackbot',
  tz: 'UTC',
  kind: 'bot',
  deleted: false,
  playable: false,
};

/** Everybody of the workspace, and Slackbot, who tells a person alone what Slack itself has to say. */
export function livePeople({ users }: Workspace): LivePerson[] {
  const people = users.map(
    ({ id, name, realName, tz, kind, deleted }): LivePerson => ({
      id,
      name,
      realName,
      tz,
      kind,
      deleted,
      playable: !deleted && kind !== 'stranger' && kind !== 'bot',
    }),
  );
  return [...people, slackbot];
}

/** The channels that a person can read. */
export function channelsOf(workspace: Workspace, user: User): Channel[] {
  return workspace.channels.filter((channel) => canSee(channel, user));
}

/** A channel as one person has it in the sidebar. */
export function liveChannel(workspace: Workspace, channel: Channel, user: User): LiveChannel {
  const other = channel.members.find((id) => id !== user.id) ?? user.id;
  return {
    id: channel.id,
    name: channel.kind === 'im' ? other : channel.name,
    kind: channel.kind,
    topic: channel.topic.value,
    isArchived: channel.isArchived,
    isMember: channel.members.includes(user.id),
    members: channel.members,
    pins: channel.pins.map(({ ts, user: by }) => ({ ts, by })),
    bookmarks: channel.bookmarks.map(({ id, title, link, emoji }) => ({ id, title, link, emoji })),
    ...unreadOf(workspace, channel, user),
    newest: channel.messages.at(-1)?.ts ?? null,
  };
}

function unreadOf(workspace: Workspace, channel: Channel, user: User): { unread: number; mentions: number } {
  if (!channel.members.includes(user.id)) return { unread: 0, mentions: 0 };
  const read = workspace.lastRead.get(readKey(user.id, channel.id)) ?? '';
  const names = [
    `<@${user.id}`,
    '<!channel',
    '<!here',
    '<!everyone',
    ...workspace.userGroups.filter(({ users }) => users.includes(user.id)).map(({ id }) => `<!subteam^${id}`),
  ];
  let unread = 0;
  let mentions = 0;
  // From the newest back to what was read: what lies before is not looked at.
  for (let at = channel.messages.length - 1; at >= 0; at -= 1) {
    const message = channel.messages[at];
    if (message === undefined || message.ts <= read) break;
    if (message.user === user.id || isNotice(message)) continue;
    const isReply = message.threadTs !== undefined;
    if (!isReply) unread += 1;
    const said = `${message.text} ${JSON.stringify(message.blocks ?? [])}`;
    if (channel.kind === 'im' || names.some((name) => said.includes(name))) mentions += 1;
  }
  return { unread, mentions };
}

/** What Slack says of a channel by itself: that somebody came, that the topic is another. */
function isNotice({ subtype }: Message): boolean {
  return subtype !== undefined && /^(channel|group)_/.test(subtype);
}
