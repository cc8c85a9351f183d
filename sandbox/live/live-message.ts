import { textOf } from '../json.ts';
import {
  readKey,
  type Channel,
  type Ephemeral,
  type Message,
  type SlackFile,
  type Workspace,
} from '../state/workspace.ts';
import type { History, LiveFile, LiveMessage } from './protocol.ts';

const MAX_SHOWN = 1_000_000;
const text = /\.(md|txt|log|csv|json|ya?ml|html|patch|diff)$/i;

/** A message as one person sees it. */
export function liveMessage(workspace: Workspace, channel: Channel, message: Message, viewer: string): LiveMessage {
  const replies = message.threadTs ? [] : channel.messages.filter((one) => one.threadTs === message.ts);
  const newest = replies.at(-1)?.ts;
  const broadcast = message.extra.reply_broadcast === true ? 'thread_broadcast' : '';
  const subtype = message.subtype ?? (textOf(message.extra.subtype) || broadcast);
  return {
    ts: message.ts,
    user: message.user,
    text: message.text,
    blocks: message.blocks ?? [],
    threadTs: message.threadTs ?? (newest === undefined ? null : message.ts),
    replies:
      newest === undefined
        ? null
        : { count: replies.length, users: [...new Set(replies.map(({ user }) => user))], newest },
    subtype: subtype === '' || subtype === 'file_share' ? null : subtype,
    edited: message.editedTs !== undefined,
    ephemeral: false,
    reactions: message.reactions.map(({ name, users }) => ({ name, users })),
    files: message.fileIds.flatMap((id) => {
      const file = workspace.files.find((one) => one.id === id && !one.deleted);
      return file ? [liveFile(file, viewer)] : [];
    }),
    trouble: troubleOf(workspace, channel, message.ts, viewer),
  };
}

/** What only this person sees, as a message. */
export function liveEphemeral(workspace: Workspace, channel: Channel, message: Ephemeral): LiveMessage {
  return {
    ts: message.ts,
    user: message.from,
    text: message.text,
    blocks: message.blocks ?? [],
    threadTs: message.threadTs ?? null,
    replies: null,
    subtype: null,
    edited: false,
    ephemeral: true,
    reactions: [],
    files: [],
    trouble: troubleOf(workspace, channel, message.ts, message.user),
  };
}

/** A page of what was said in a channel outside of threads, oldest first, with what only this person sees among it. */
export function historyOf(
  workspace: Workspace,
  channel: Channel,
  viewer: string,
  { before, limit }: { before: string | null; limit: number },
): History {
  const page: Message[] = [];
  let at = channel.messages.length - 1;
  for (; at >= 0 && page.length < limit; at -= 1) {
    const message = channel.messages[at];
    if (message === undefined || (before !== null && message.ts >= before) || isOnlyInThread(message)) continue;
    page.unshift(message);
  }
  const hasMore = channel.messages.slice(0, at + 1).some((message) => !isOnlyInThread(message));
  const from = hasMore ? (page[0]?.ts ?? '') : '';
  const whispered = whispersTo(workspace, channel, viewer).filter(
    ({ ts, threadTs }) => threadTs === undefined && ts >= from && (before === null || ts < before),
  );
  return { messages: inOrder(workspace, channel, viewer, page, whispered), hasMore };
}

/** A thread, its first message included. */
export function threadOf(workspace: Workspace, channel: Channel, viewer: string, threadTs: string): History {
  const said = channel.messages.filter((message) => message.ts === threadTs || message.threadTs === threadTs);
  const whispered = whispersTo(workspace, channel, viewer).filter((message) => message.threadTs === threadTs);
  return { messages: inOrder(workspace, channel, viewer, said, whispered), hasMore: false };
}

function inOrder(
  workspace: Workspace,
  channel: Channel,
  viewer: string,
  said: Message[],
  whispered: Ephemeral[],
): LiveMessage[] {
  return [
    ...said.map((message) => liveMessage(workspace, channel, message, viewer)),
    ...whispered.map((message) => liveEphemeral(workspace, channel, message)),
  ].sort((one, other) => (one.ts < other.ts ? -1 : 1));
}

function whispersTo({ ephemerals }: Workspace, channel: Channel, viewer: string): Ephemeral[] {
  return ephemerals.filter((message) => message.channel === channel.id && message.user === viewer);
}

function isOnlyInThread({ threadTs, extra }: Message): boolean {
  return threadTs !== undefined && extra.reply_broadcast !== true;
}

function troubleOf({ unanswered }: Workspace, channel: Channel, ts: string, viewer: string): string | null {
  return unanswered.get(`${readKey(viewer, channel.id)} ${ts}`) ?? null;
}

function liveFile({ id, name, title, size, content }: SlackFile, viewer: string): LiveFile {
  const shown = text.test(name) && size <= MAX_SHOWN ? content : null;
  return { id, name, title, size, content: shown, url: `/files/${id}?as=${viewer}` };
}
