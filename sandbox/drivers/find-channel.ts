import { appMessages } from '../state/create-workspace.ts';
import type { Channel, User, Workspace } from '../state/workspace.ts';

/** How a test names a channel: '#incidents', a pattern for its name, an id, or 'dm' for the one with the app. */
export type ChannelName = string | RegExp;

/** The channel of a name; it throws with the names that there are. The newest wins when a pattern fits several. */
export function findChannel(workspace: Workspace, name: ChannelName, user?: User): Channel {
  if (name === 'dm' && user) {
    const open = appMessages(workspace, user.id);
    if (open) return open;
    throw new Error(`${user.realName} has no direct message with the app.`);
  }
  const channels = workspace.channels.filter((channel) => channel.kind !== 'im');
  const fits = (channel: Channel): boolean =>
    name instanceof RegExp ? name.test(channel.name) : channel.name === name.replace(/^#/, '');
  const found = workspace.channels.find((channel) => channel.id === name) ?? channels.findLast(fits);
  if (!found)
    throw new Error(
      `There is no channel ${name}; there are ${channels.map((channel) => `#${channel.name}`).join(', ')}.`,
    );
  return found;
}

/** The user of a real name, a handle or an id. */
export function findUser(workspace: Workspace, name: string): User {
  const plain = name.replace(/^@/, '');
  const found = workspace.users.find((user) => user.realName === plain || user.name === plain || user.id === plain);
  if (!found)
    throw new Error(
      `Nobody is called "${name}"; there are ${workspace.users.map((user) => user.realName).join(', ')}.`,
    );
  return found;
}

/** Tells whether a person can read a channel. */
export function canSee(channel: Channel, user: User): boolean {
  return channel.members.includes(user.id) || (channel.kind === 'public' && user.kind === 'member');
}
