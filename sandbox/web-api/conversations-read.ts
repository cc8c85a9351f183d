import type { JsonObject } from '../json.ts';
import { describeChannel, describeMessage } from '../state/describe.ts';
import type { Channel, Message, Workspace } from '../state/workspace.ts';
import { channelOf, messageOf } from './find-channel.ts';
import type { MethodTable } from './method.ts';
import { page } from './page.ts';
import { count, flag, names, required, text, type Args } from './read-args.ts';
import { needChannelScopes } from './scopes.ts';
import { SlackError } from './slack-error.ts';

const range = ['oldest', 'latest', 'inclusive', 'limit', 'cursor', 'include_all_metadata'];

/** Reading channels: what they are, who is in them and what was said. */
export const conversationReads: MethodTable = {
  'conversations.info': {
    takes: ['channel', 'include_locale', 'include_num_members'],
    run: (workspace, args) => ({
      channel: describeChannel(workspace, channelOf(workspace, 'conversations.info', args)),
    }),
  },
  'conversations.members': {
    takes: ['channel', 'limit', 'cursor'],
    run: (workspace, args) =>
      page(channelOf(workspace, 'conversations.members', args).members, args, 'members', (id) => id),
  },
  'conversations.list': {
    takes: ['types', 'exclude_archived', 'limit', 'cursor', 'team_id'],
    run: (workspace, args) => list(workspace, args, 'conversations.list'),
  },
  'users.conversations': {
    takes: ['user', 'types', 'exclude_archived', 'limit', 'cursor', 'team_id'],
    run: (workspace, args) => list(workspace, args, 'users.conversations'),
  },
  'conversations.history': {
    takes: ['channel', ...range],
    run: (workspace, args) => {
      const channel = readable(workspace, args, 'conversations.history');
      const messages = channel.messages
        .filter((message) => !message.threadTs || message.extra.reply_broadcast === true)
        .reverse();
      return pageOfMessages(workspace, channel, messages, args);
    },
  },
  'conversations.replies': {
    takes: ['channel', 'ts', ...range],
    run: (workspace, args) => {
      const channel = readable(workspace, args, 'conversations.replies');
      const ts = required(args, 'ts');
      messageOf(channel, ts, 'thread_not_found');
      return pageOfMessages(
        workspace,
        channel,
        channel.messages.filter((message) => message.ts === ts || message.threadTs === ts),
        args,
      );
    },
  },
};

function readable(workspace: Workspace, args: Args, method: string): Channel {
  const channel = channelOf(workspace, method, args);
  if (!channel.members.includes(workspace.botUserId)) throw new SlackError('not_in_channel');
  return channel;
}

function pageOfMessages(workspace: Workspace, channel: Channel, messages: Message[], args: Args): JsonObject {
  const oldest = Number(text(args, 'oldest') ?? 0);
  const latest = Number(text(args, 'latest') || Number.MAX_SAFE_INTEGER);
  const inclusive = flag(args, 'inclusive');
  const within = messages.filter(
    ({ ts }) =>
      (Number(ts) > oldest && Number(ts) < latest) || (inclusive && (Number(ts) === oldest || Number(ts) === latest)),
  );
  const limit = count(args, 'limit', 100, 999);
  const start = Number(text(args, 'cursor') || 0);
  const answer = page(within, { ...args, limit }, 'messages', (message) =>
    describeMessage(workspace, channel, message, flag(args, 'include_all_metadata')),
  );
  return { ...answer, has_more: start + limit < within.length, pin_count: channel.pins.length };
}

function list(workspace: Workspace, args: Args, method: string): JsonObject {
  const wanted = names(args, 'types');
  const types = wanted.length > 0 ? wanted : ['public_channel'];
  const kinds = types.map((type): Channel['kind'] | 'mpim' => {
    if (type === 'public_channel') return 'public';
    if (type === 'private_channel') return 'private';
    if (type === 'im' || type === 'mpim') return type;
    throw new SlackError('invalid_types');
  });
  for (const kind of kinds) if (kind !== 'mpim') needChannelScopes(workspace, method, kind);
  const user = method === 'users.conversations' ? (text(args, 'user') ?? workspace.botUserId) : undefined;
  const seen = workspace.channels.filter(
    (channel) =>
      kinds.includes(channel.kind) &&
      (channel.kind === 'public' || channel.members.includes(workspace.botUserId)) &&
      (user === undefined || channel.members.includes(user)) &&
      !(flag(args, 'exclude_archived') && channel.isArchived),
  );
  return page(seen, args, 'channels', (channel) => describeChannel(workspace, channel));
}
