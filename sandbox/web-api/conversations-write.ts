import type { JsonObject } from '../json.ts';
import { archiveChannel, addMember, removeMember, renameChannel, unarchiveChannel } from '../state/change-members.ts';
import { appMessages, directMessage, newChannel } from '../state/create-workspace.ts';
import { describeChannel } from '../state/describe.ts';
import { tellChange } from '../state/tell-change.ts';
import { nowSeconds, type Channel, type Workspace } from '../state/workspace.ts';
import { addMessage } from '../state/write-message.ts';
import { checkChannelName } from './check-channel-name.ts';
import { channelOf, ownChannelOf } from './find-channel.ts';
import { invite } from './invite.ts';
import type { MethodTable } from './method.ts';
import { flag, names, required, type Args } from './read-args.ts';
import { needChannelScopes } from './scopes.ts';
import { SlackError } from './slack-error.ts';

const MAX_TOPIC = 250;

/** Making and changing channels. */
export const conversationWrites: MethodTable = {
  'conversations.create': { takes: ['name', 'is_private', 'team_id'], run: create },
  'conversations.invite': { takes: ['channel', 'users', 'force'], run: invite },
  'conversations.join': {
    takes: ['channel'],
    run: (workspace, args) => {
      const channel = channelOf(workspace, 'conversations.join', args);
      if (channel.kind !== 'public') throw new SlackError('method_not_supported_for_channel_type');
      if (channel.isArchived) throw new SlackError('is_archived');
      if (channel.members.includes(workspace.botUserId))
        return {
          channel: describeChannel(workspace, channel),
          warning: 'already_in_channel',
          response_metadata: { warnings: ['already_in_channel'] },
        };
      addMember(workspace, channel, workspace.botUserId);
      return { channel: describeChannel(workspace, channel) };
    },
  },
  'conversations.kick': {
    takes: ['channel', 'user'],
    run: (workspace, args) => {
      const channel = ownChannelOf(workspace, 'conversations.kick', args);
      const user = required(args, 'user');
      if (user === workspace.botUserId) throw new SlackError('cant_kick_self');
      if (channel.general) throw new SlackError('cant_kick_from_general');
      if (!channel.members.includes(user)) throw new SlackError('not_in_channel');
      removeMember(workspace, channel, user);
      return {};
    },
  },
  'conversations.setTopic': {
    takes: ['channel', 'topic'],
    run: (workspace, args) => setNotice(workspace, args, 'topic'),
  },
  'conversations.setPurpose': {
    takes: ['channel', 'purpose'],
    run: (workspace, args) => setNotice(workspace, args, 'purpose'),
  },
  'conversations.rename': {
    takes: ['channel', 'name'],
    run: (workspace, args) => {
      const channel = ownChannelOf(workspace, 'conversations.rename', args);
      const name = required(args, 'name');
      checkChannelName(workspace, name);
      renameChannel(workspace, channel, name, workspace.botUserId);
      return { channel: describeChannel(workspace, channel) };
    },
  },
  'conversations.archive': {
    takes: ['channel'],
    run: (workspace, args) => {
      const channel = channelOf(workspace, 'conversations.archive', args);
      if (channel.isArchived) throw new SlackError('already_archived');
      if (channel.general) throw new SlackError('cant_archive_general');
      if (!channel.members.includes(workspace.botUserId)) throw new SlackError('not_in_channel');
      archiveChannel(workspace, channel, workspace.botUserId);
      return {};
    },
  },
  'conversations.unarchive': {
    takes: ['channel'],
    run: (workspace, args) => {
      const channel = channelOf(workspace, 'conversations.unarchive', args);
      if (!channel.isArchived) throw new SlackError('not_archived');
      unarchiveChannel(workspace, channel, workspace.botUserId);
      return {};
    },
  },
  'conversations.open': {
    takes: ['users', 'channel', 'return_im', 'prevent_creation'],
    run: (workspace, args) => {
      const ids = names(args, 'users');
      if (ids.length !== 1) throw new SlackError(ids.length === 0 ? 'users_list_not_supplied' : 'too_many_users');
      const user = workspace.users.find((one) => one.id === ids[0]);
      if (!user) throw new SlackError('user_not_found');
      if (user.deleted) throw new SlackError('user_disabled');
      if (user.kind === 'bot') throw new SlackError('cannot_dm_bot');
      const known = appMessages(workspace, user.id) !== undefined;
      const channel = directMessage(workspace, user.id);
      return {
        no_op: known,
        already_open: known,
        channel: flag(args, 'return_im') ? describeChannel(workspace, channel) : { id: channel.id },
      };
    },
  },
};

function create(workspace: Workspace, args: Args): JsonObject {
  const kind: Channel['kind'] = flag(args, 'is_private') ? 'private' : 'public';
  needChannelScopes(workspace, 'conversations.create', kind);
  if (typeof args.name !== 'string' || args.name === '') throw new SlackError('invalid_name_required');
  checkChannelName(workspace, args.name);
  const channel = newChannel(workspace, { name: args.name, kind, creator: workspace.botUserId });
  return { channel: describeChannel(workspace, channel) };
}

function setNotice(workspace: Workspace, args: Args, which: 'topic' | 'purpose'): JsonObject {
  const channel = ownChannelOf(
    workspace,
    which === 'topic' ? 'conversations.setTopic' : 'conversations.setPurpose',
    args,
  );
  const value = args[which];
  if (typeof value !== 'string')
    throw new SlackError('invalid_arguments', {
      response_metadata: { messages: [`[ERROR] missing required field: ${which}`] },
    });
  if ([...value].length > MAX_TOPIC) throw new SlackError('too_long');
  tellChange(workspace, { what: 'channel', channel: channel.id });
  channel[which] = { value, creator: workspace.botUserId, lastSet: nowSeconds() };
  const subtype = channel.kind === 'private' ? `group_${which}` : `channel_${which}`;
  const said = value === '' ? `cleared the channel ${which}` : `set the channel ${which}: ${value}`;
  addMessage(workspace, channel, { user: workspace.botUserId, text: said, subtype, extra: { [which]: value } });
  return { channel: describeChannel(workspace, channel) };
}
