import type { JsonObject } from '../json.ts';
import { directMessage } from '../state/create-workspace.ts';
import { describeMessage } from '../state/describe.ts';
import type { Channel, Workspace } from '../state/workspace.ts';
import { addMessage, changeMessage, removeMessage, whisper } from '../state/write-message.ts';
import { readContent } from './check-blocks.ts';
import { channelOf, messageOf, visibleChannel } from './find-channel.ts';
import type { MethodTable } from './method.ts';
import { flag, required, text, type Args } from './read-args.ts';
import { SlackError } from './slack-error.ts';

const MAX_TEXT = 40_000;

/** Posting, changing and deleting messages. */
export const chatMethods: MethodTable = {
  'chat.postMessage': {
    takes: [
      'channel',
      'text',
      'blocks',
      'metadata',
      'thread_ts',
      'reply_broadcast',
      'mrkdwn',
      'parse',
      'link_names',
      'unfurl_links',
      'unfurl_media',
    ],
    run: postMessage,
  },
  'chat.update': {
    takes: ['channel', 'ts', 'text', 'blocks', 'metadata', 'parse', 'link_names', 'reply_broadcast', 'file_ids'],
    run: update,
  },
  'chat.delete': {
    takes: ['channel', 'ts'],
    run: (workspace, args) => {
      const channel = visibleChannel(workspace, required(args, 'channel'));
      const message = messageOf(channel, required(args, 'ts'));
      if (message.user !== workspace.botUserId || message.subtype) throw new SlackError('cant_delete_message');
      removeMessage(workspace, channel, message);
      return { channel: channel.id, ts: message.ts };
    },
  },
  'chat.postEphemeral': {
    takes: ['channel', 'user', 'text', 'blocks', 'thread_ts', 'parse', 'link_names'],
    run: postEphemeral,
  },
  'chat.getPermalink': {
    takes: ['channel', 'message_ts'],
    run: (workspace, args) => {
      const channel = channelOf(workspace, 'chat.getPermalink', args);
      const message = messageOf(channel, required(args, 'message_ts'));
      const thread = message.threadTs ? `?thread_ts=${message.threadTs}&cid=${channel.id}` : '';
      return {
        channel: channel.id,
        permalink: `https://${workspace.teamDomain}.slack.com/archives/${channel.id}/p${message.ts.replace('.', '')}${thread}`,
      };
    },
  },
};

function postMessage(workspace: Workspace, args: Args): JsonObject {
  const channel = targetOf(workspace, required(args, 'channel'));
  refuseOutside(workspace, channel);
  const content = readContent(workspace, args);
  const threadTs = text(args, 'thread_ts') || undefined;
  const parent = threadTs === undefined ? undefined : messageOf(channel, threadTs, 'thread_not_found');
  const message = addMessage(workspace, channel, {
    user: workspace.botUserId,
    ...content,
    text: content.text.slice(0, MAX_TEXT),
    threadTs: parent?.threadTs ?? parent?.ts,
    ...(parent && flag(args, 'reply_broadcast') ? { extra: { reply_broadcast: true } } : {}),
  });
  const warning =
    content.text.length > MAX_TEXT
      ? { warning: 'message_truncated', response_metadata: { warnings: ['message_truncated'] } }
      : {};
  return {
    channel: channel.id,
    ts: message.ts,
    message: describeMessage(workspace, channel, message, true),
    ...warning,
  };
}

function update(workspace: Workspace, args: Args): JsonObject {
  const channel = visibleChannel(workspace, required(args, 'channel'));
  refuseOutside(workspace, channel);
  const message = messageOf(channel, required(args, 'ts'));
  if (message.user !== workspace.botUserId || message.subtype) throw new SlackError('cant_update_message');
  const content = readContent(workspace, args);
  if (content.text.length > MAX_TEXT) throw new SlackError('msg_too_long');
  // Blocks stay when only the text is given; an empty list removes them, as in Slack.
  changeMessage(workspace, channel, message, { ...content, blocks: content.blocks ?? message.blocks });
  return {
    channel: channel.id,
    ts: message.ts,
    text: message.text,
    message: describeMessage(workspace, channel, message, true),
  };
}

function postEphemeral(workspace: Workspace, args: Args): JsonObject {
  const channel = visibleChannel(workspace, required(args, 'channel'));
  refuseOutside(workspace, channel);
  const user = required(args, 'user');
  if (!channel.members.includes(user)) throw new SlackError('user_not_in_channel');
  const { text: said, blocks } = readContent(workspace, args);
  if (said.length > MAX_TEXT) throw new SlackError('msg_too_long');
  const threadTs = text(args, 'thread_ts') || undefined;
  const from = workspace.botUserId;
  return { message_ts: whisper(workspace, channel, { user, from, text: said, blocks, threadTs }).ts };
}

// A person's id stands for the direct message with them; a name for the public channel.
function targetOf(workspace: Workspace, target: string): Channel {
  if (/^[UW]/.test(target)) {
    const user = workspace.users.find((one) => one.id === target);
    if (!user || user.deleted || user.kind === 'bot') throw new SlackError('channel_not_found');
    return directMessage(workspace, user.id);
  }
  if (target.startsWith('#'))
    return visibleChannel(workspace, workspace.channels.find((one) => one.name === target.slice(1))?.id ?? '');
  return visibleChannel(workspace, target);
}

function refuseOutside(workspace: Workspace, channel: Channel): void {
  if (!channel.members.includes(workspace.botUserId)) throw new SlackError('not_in_channel');
  if (channel.isArchived) throw new SlackError('is_archived');
}
