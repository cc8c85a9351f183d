import { describeMessage } from '../state/describe.ts';
import { nextTs, nowSeconds, type Channel, type Message, type Workspace } from '../state/workspace.ts';
import { emitEvent } from '../state/emit-event.ts';
import { tellChange } from '../state/tell-change.ts';
import { tellMessage } from '../state/write-message.ts';
import { channelOf, messageOf, ownChannelOf } from './find-channel.ts';
import type { MethodTable } from './method.ts';
import { required, text } from './read-args.ts';
import { SlackError } from './slack-error.ts';

/** Pins and emoji reactions. */
export const pinMethods: MethodTable = {
  'pins.add': {
    takes: ['channel', 'timestamp'],
    run: (workspace, args) => {
      const channel = ownChannelOf(workspace, 'pins.add', args);
      const ts = text(args, 'timestamp');
      if (!ts) throw new SlackError('no_item_specified');
      const message = messageOf(channel, ts);
      if (channel.pins.some((pin) => pin.ts === message.ts)) throw new SlackError('already_pinned');
      channel.pins.unshift({ ts: message.ts, user: workspace.botUserId, created: nowSeconds() });
      tellChange(workspace, { what: 'channel', channel: channel.id });
      return {};
    },
  },
  'pins.remove': {
    takes: ['channel', 'timestamp'],
    run: (workspace, args) => {
      const channel = ownChannelOf(workspace, 'pins.remove', args);
      const ts = required(args, 'timestamp');
      if (!channel.pins.some((pin) => pin.ts === ts)) throw new SlackError('no_pin');
      channel.pins = channel.pins.filter((pin) => pin.ts !== ts);
      tellChange(workspace, { what: 'channel', channel: channel.id });
      return {};
    },
  },
  'pins.list': {
    takes: ['channel'],
    run: (workspace, args) => {
      const channel = channelOf(workspace, 'pins.list', args);
      const items = channel.pins.map((pin) => ({
        type: 'message',
        channel: channel.id,
        created: pin.created,
        created_by: pin.user,
        message: describeMessage(workspace, channel, messageOf(channel, pin.ts)),
      }));
      return { items };
    },
  },
  'reactions.get': {
    takes: ['channel', 'timestamp', 'full'],
    run: (workspace, args) => {
      const channel = channelOf(workspace, 'reactions.get', args);
      const message = messageOf(channel, required(args, 'timestamp'));
      return {
        type: 'message',
        channel: channel.id,
        message: { reactions: [], ...describeMessage(workspace, channel, message) },
      };
    },
  },
  'reactions.add': {
    takes: ['channel', 'timestamp', 'name'],
    run: (workspace, args) => {
      const channel = ownChannelOf(workspace, 'reactions.add', args);
      addReaction(
        workspace,
        channel,
        messageOf(channel, required(args, 'timestamp')),
        workspace.botUserId,
        required(args, 'name'),
      );
      return {};
    },
  },
};

/** Puts an emoji on a message, as a person or the app does it. */
export function addReaction(
  workspace: Workspace,
  channel: Channel,
  message: Message,
  user: string,
  name: string,
): void {
  const known = message.reactions.find((reaction) => reaction.name === name);
  if (known?.users.includes(user)) throw new SlackError('already_reacted');
  if (known) known.users.push(user);
  else message.reactions.push({ name, users: [user] });
  emitReaction(workspace, channel, message, user, name, 'reaction_added');
}

/** Takes an emoji off a message. */
export function removeReaction(
  workspace: Workspace,
  channel: Channel,
  message: Message,
  user: string,
  name: string,
): void {
  const known = message.reactions.find((reaction) => reaction.name === name);
  if (!known?.users.includes(user)) throw new SlackError('no_reaction');
  known.users = known.users.filter((one) => one !== user);
  message.reactions = message.reactions.filter((reaction) => reaction.users.length > 0);
  emitReaction(workspace, channel, message, user, name, 'reaction_removed');
}

function emitReaction(
  workspace: Workspace,
  channel: Channel,
  message: Message,
  user: string,
  reaction: string,
  type: string,
): void {
  tellMessage(workspace, channel, message);
  if (!channel.members.includes(workspace.botUserId)) return;
  emitEvent(workspace, type, {
    type,
    user,
    reaction,
    item: { type: 'message', channel: channel.id, ts: message.ts },
    item_user: message.user,
    event_ts: nextTs(channel),
  });
}
