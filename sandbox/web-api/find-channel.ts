import type { Channel, Message, Workspace } from '../state/workspace.ts';
import { needChannelScopes } from './scopes.ts';
import { required, type Args } from './read-args.ts';
import { SlackError } from './slack-error.ts';

/** The channel of an id as the app may see it: private ones that it is not in do not exist. */
export function visibleChannel(workspace: Workspace, id: string): Channel {
  const channel = workspace.channels.find((one) => one.id === id);
  if (!channel || (channel.kind !== 'public' && !channel.members.includes(workspace.botUserId)))
    throw new SlackError('channel_not_found');
  return channel;
}

/** The channel that a call names, with the scopes that its kind asks for. */
export function channelOf(workspace: Workspace, method: string, args: Args, name = 'channel'): Channel {
  const channel = visibleChannel(workspace, required(args, name));
  needChannelScopes(workspace, method, channel.kind);
  return channel;
}

/** The channel that a call names, when the app is in it and it is not archived. */
export function ownChannelOf(workspace: Workspace, method: string, args: Args, name = 'channel'): Channel {
  const channel = channelOf(workspace, method, args, name);
  if (!channel.members.includes(workspace.botUserId)) throw new SlackError('not_in_channel');
  if (channel.isArchived) throw new SlackError('is_archived');
  return channel;
}

/** The message that a call names by its ts. */
export function messageOf(channel: Channel, ts: string, error = 'message_not_found'): Message {
  const message = channel.messages.find((one) => one.ts === ts);
  if (!message) throw new SlackError(error);
  return message;
}
