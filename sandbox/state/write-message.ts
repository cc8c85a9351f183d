import { clockNow } from '../clock.ts';
import type { Json, JsonObject } from '../json.ts';
import { describeMessage } from './describe.ts';
import { channelType, emitInChannel, messageEventName } from './emit-event.ts';
import { tellChange } from './tell-change.ts';
import { formatTs, nextTs, readKey, type Channel, type Ephemeral, type Message, type Workspace } from './workspace.ts';

/** What a new message is made of. */
export type MessageInput = {
  user: string;
  text: string;
  blocks?: Json[];
  threadTs?: string;
  subtype?: string;
  extra?: JsonObject;
  metadata?: JsonObject;
  fileIds?: string[];
};

/** Adds a message to a channel and tells the app. */
export function addMessage(workspace: Workspace, channel: Channel, input: MessageInput): Message {
  const message: Message = {
    ts: nextTs(channel),
    user: input.user,
    botId: input.user === workspace.botUserId && !input.subtype ? workspace.botId : undefined,
    text: input.text,
    blocks: input.blocks,
    threadTs: input.threadTs,
    subtype: input.subtype,
    extra: input.extra ?? {},
    metadata: input.metadata,
    reactions: [],
    fileIds: input.fileIds ?? [],
  };
  channel.messages.push(message);
  // Who writes has read what was there.
  if (!input.subtype) workspace.lastRead.set(readKey(input.user, channel.id), message.ts);
  tellMessage(workspace, channel, message);
  const shown = describeMessage(workspace, channel, message);
  emitInChannel(workspace, channel, messageEventName(channel), {
    ...shown,
    channel: channel.id,
    channel_type: channelType(channel),
    event_ts: message.ts,
  });
  return message;
}

/** Replaces what a message says and tells the app by `message_changed`. */
export function changeMessage(
  workspace: Workspace,
  channel: Channel,
  message: Message,
  change: { text: string; blocks?: Json[]; metadata?: JsonObject },
): void {
  const previous = describeMessage(workspace, channel, message);
  message.text = change.text;
  message.blocks = change.blocks;
  if (change.metadata) message.metadata = change.metadata;
  message.editedTs = formatTs(clockNow().getTime() * 1000);
  tellMessage(workspace, channel, message);
  const eventTs = nextTs(channel);
  emitInChannel(workspace, channel, messageEventName(channel), {
    type: 'message',
    subtype: 'message_changed',
    hidden: true,
    channel: channel.id,
    channel_type: channelType(channel),
    ts: eventTs,
    event_ts: eventTs,
    message: describeMessage(workspace, channel, message),
    previous_message: previous,
  });
}

/** Removes a message and tells the app by `message_deleted`. */
export function removeMessage(workspace: Workspace, channel: Channel, message: Message): void {
  const previous = describeMessage(workspace, channel, message);
  channel.messages = channel.messages.filter((one) => one !== message);
  channel.pins = channel.pins.filter((pin) => pin.ts !== message.ts);
  tellMessage(workspace, channel, message);
  const eventTs = nextTs(channel);
  emitInChannel(workspace, channel, messageEventName(channel), {
    type: 'message',
    subtype: 'message_deleted',
    hidden: true,
    channel: channel.id,
    channel_type: channelType(channel),
    ts: eventTs,
    event_ts: eventTs,
    deleted_ts: message.ts,
    previous_message: previous,
  });
}

/** Tells that a message changed, and with it the thread that it is in. */
export function tellMessage(workspace: Workspace, { id }: Channel, message: Pick<Message, 'ts' | 'threadTs'>): void {
  tellChange(workspace, { what: 'message', channel: id, ts: message.ts });
  if (message.threadTs) tellChange(workspace, { what: 'message', channel: id, ts: message.threadTs });
}

/** Shows a person something that nobody else sees and that nobody can fetch. */
export function whisper(workspace: Workspace, channel: Channel, shown: Omit<Ephemeral, 'ts' | 'channel'>): Ephemeral {
  const message = { ts: nextTs(channel), channel: channel.id, ...shown };
  workspace.ephemerals.push(message);
  tellChange(workspace, { what: 'ephemeral', channel: channel.id, user: shown.user, ts: message.ts });
  return message;
}
