import { renderMessage } from '../render-text.ts';
import type { Channel, Message, Workspace } from '../state/workspace.ts';
import { findChannel, type ChannelName } from './find-channel.ts';

/** A message as a test sees it; `text` is what people read. */
export type SeenMessage = {
  ts: string;
  from: string;
  text: string;
  at: Date;
  threadTs?: string;
  edited: boolean;
  isBot: boolean;
  reactions: string[];
  raw: Message;
  channel: Channel;
};

/** A channel as a test sees it: look again and it shows the present. */
export type ChannelView = {
  name: string;
  id: string;
  raw: Channel;
  isPrivate: boolean;
  messages(): SeenMessage[];
  notices(): SeenMessage[];
  texts(): string[];
  thread(parent: RegExp): SeenMessage[];
  message(pattern: RegExp): SeenMessage;
  pinned(): string[];
  topic(): string;
  purpose(): string;
  members(): string[];
  bookmarks(): { title: string; link: string }[];
  files(): { name: string; title: string; content: string }[];
  isArchived(): boolean;
  shows(pattern: RegExp): string;
  lacks(pattern: RegExp): void;
  rendered(): string;
};

/** The view of a channel; it throws when there is no such channel. */
export function channelView(workspace: Workspace, name: ChannelName, tz = 'UTC'): ChannelView {
  const channel = findChannel(workspace, name);
  const see = (message: Message): SeenMessage => seenMessage(workspace, channel, message, tz);
  const isNotice = (message: Message): boolean =>
    /^(channel|group)_(join|leave|topic|purpose|name)$/.test(message.subtype ?? '');
  const messages = (): SeenMessage[] => channel.messages.filter((message) => !isNotice(message)).map(see);
  const texts = (): string[] => messages().map((message) => message.text);
  const rendered = (): string =>
    messages()
      .map((message) => `${message.from}: ${message.text}`)
      .join('\n');
  return {
    name: channel.name,
    id: channel.id,
    raw: channel,
    isPrivate: channel.kind === 'private',
    messages,
    texts,
    rendered,
    notices: () => channel.messages.filter(isNotice).map(see),
    thread: (parent) => {
      const root = messages().find((message) => !message.threadTs && parent.test(message.text));
      if (!root) throw new Error(`#${channel.name} has no message like ${parent}:\n${rendered()}`);
      return messages().filter((message) => message.threadTs === root.ts);
    },
    message: (pattern) => {
      const found = messages().findLast((message) => pattern.test(message.text));
      if (!found) throw new Error(`#${channel.name} has no message like ${pattern}:\n${rendered()}`);
      return found;
    },
    pinned: () =>
      channel.pins
        .flatMap((pin) => channel.messages.filter((message) => message.ts === pin.ts))
        .map((message) => see(message).text),
    topic: () => channel.topic.value,
    purpose: () => channel.purpose.value,
    members: () => channel.members.map((id) => workspace.users.find((user) => user.id === id)?.realName ?? id),
    bookmarks: () => channel.bookmarks.map(({ title, link }) => ({ title, link })),
    files: () =>
      workspace.files
        .filter((file) => file.channels.includes(channel.id) && !file.deleted)
        .map(({ name: file, title, content }) => ({ name: file, title, content: content ?? '' })),
    isArchived: () => channel.isArchived,
    shows: (pattern) => {
      const found = texts().findLast((text) => pattern.test(text));
      if (found === undefined)
        throw new Error(`#${channel.name} does not show ${pattern}. It shows:\n${rendered() || '(nothing)'}`);
      return found;
    },
    lacks: (pattern) => {
      const found = texts().find((text) => pattern.test(text));
      if (found !== undefined) throw new Error(`#${channel.name} shows ${pattern}, which it must not:\n${found}`);
    },
  };
}

/** One message as a person of a time zone reads it. */
export function seenMessage(workspace: Workspace, channel: Channel, message: Message, tz: string): SeenMessage {
  return {
    ts: message.ts,
    from: workspace.users.find((user) => user.id === message.user)?.realName ?? message.user,
    text: renderMessage(workspace, message, tz),
    at: new Date(Number(message.ts) * 1000),
    threadTs: message.threadTs,
    edited: message.editedTs !== undefined,
    isBot: message.user === workspace.botUserId,
    reactions: message.reactions.map((reaction) => reaction.name),
    raw: message,
    channel,
  };
}
