import { clockNow } from '../clock.ts';
import type { Json, JsonObject } from '../json.ts';
import { describeMessage } from './describe.ts';
import { channelType, emitInChannel, messageEventName } from './emit-event.ts';
import { formatTs, nextTs, type Channel, type Message, type Workspace } from './workspace.ts';

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
