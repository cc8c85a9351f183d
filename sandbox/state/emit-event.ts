import type { JsonObject } from '../json.ts';
import type { Channel, Workspace } from './workspace.ts';

/** What the workspace says to the app's Events API subscription. */
export type EmittedEvent = { name: string; event: JsonObject };

/** The word of the Events API for a kind of channel. */
export function channelType(channel: Channel): string {
  if (channel.kind === 'im') return 'im';
  return channel.kind === 'private' ? 'group' : 'channel';
}

/** The subscription under which messages of this channel are sent: message.channels, message.groups or message.im. */
export function messageEventName(channel: Channel): string {
  return { public: 'message.channels', private: 'message.groups', im: 'message.im' }[channel.kind];
}

/** Sends an event to whoever listens (the delivery filters by the manifest). */
export function emitEvent(workspace: Workspace, name: string, event: JsonObject): void {
  const emitted: EmittedEvent = { name, event };
  workspace.bus.emit('event', emitted);
}

/** Sends an event about a channel; the app hears only of channels that it is in. */
export function emitInChannel(workspace: Workspace, channel: Channel, name: string, event: JsonObject): void {
  if (channel.members.includes(workspace.botUserId)) emitEvent(workspace, name, event);
}
