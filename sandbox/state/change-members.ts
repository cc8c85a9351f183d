import { addMessage } from './write-message.ts';
import { channelType, emitEvent, emitInChannel } from './emit-event.ts';
import { tellChange } from './tell-change.ts';
import { nextTs, type Channel, type Workspace } from './workspace.ts';

/** Adds a person to a channel: the notice in the channel and the event that Slack sends. */
export function addMember(workspace: Workspace, channel: Channel, user: string, inviter?: string): void {
  channel.members.push(user);
  tellChange(workspace, { what: 'channel', channel: channel.id });
  const subtype = channel.kind === 'private' ? 'group_join' : 'channel_join';
  addMessage(workspace, channel, {
    user,
    text: `<@${user}> has joined the channel`,
    subtype,
    extra: inviter ? { inviter } : {},
  });
  emitInChannel(workspace, channel, 'member_joined_channel', {
    type: 'member_joined_channel',
    user,
    channel: channel.id,
    channel_type: channelType(channel).charAt(0).toUpperCase(),
    team: workspace.teamId,
    inviter,
    event_ts: nextTs(channel),
  });
}

/** Takes a person out of a channel. */
export function removeMember(workspace: Workspace, channel: Channel, user: string): void {
  const botWasIn = channel.members.includes(workspace.botUserId);
  channel.members = channel.members.filter((one) => one !== user);
  tellChange(workspace, { what: 'channel', channel: channel.id });
  const event = {
    type: 'member_left_channel',
    user,
    channel: channel.id,
    channel_type: channelType(channel).charAt(0).toUpperCase(),
    team: workspace.teamId,
    event_ts: nextTs(channel),
  };
  const subtype = channel.kind === 'private' ? 'group_leave' : 'channel_leave';
  addMessage(workspace, channel, { user, text: `<@${user}> has left the channel`, subtype });
  // The app also hears of its own removal.
  if (botWasIn) emitEvent(workspace, 'member_left_channel', event);
}

/** Archives a channel, as a person or the app does it. */
export function archiveChannel(workspace: Workspace, channel: Channel, user: string): void {
  channel.isArchived = true;
  tellChange(workspace, { what: 'channel', channel: channel.id });
  const name = channel.kind === 'private' ? 'group_archive' : 'channel_archive';
  emitInChannel(workspace, channel, name, {
    type: name,
    channel: channel.id,
    user,
    is_moved: 0,
    event_ts: nextTs(channel),
  });
}

/** Brings an archived channel back, as a person or the app does it. */
export function unarchiveChannel(workspace: Workspace, channel: Channel, user: string): void {
  channel.isArchived = false;
  tellChange(workspace, { what: 'channel', channel: channel.id });
  const name = channel.kind === 'private' ? 'group_unarchive' : 'channel_unarchive';
  emitInChannel(workspace, channel, name, { type: name, channel: channel.id, user, event_ts: nextTs(channel) });
}

/** Deletes a channel with all that was said in it, as an administrator does it. */
export function deleteChannel(workspace: Workspace, channel: Channel): void {
  workspace.channels = workspace.channels.filter((one) => one !== channel);
  tellChange(workspace, { what: 'channel', channel: channel.id });
  const name = channel.kind === 'private' ? 'group_deleted' : 'channel_deleted';
  emitInChannel(workspace, channel, name, { type: name, channel: channel.id, event_ts: nextTs(channel) });
}

/** Renames a channel, as a person or the app does it; Slack says so in it, with both names, and keeps that for ever. */
export function renameChannel(workspace: Workspace, channel: Channel, name: string, user: string): void {
  const before = channel.name;
  channel.previousNames.unshift(before);
  channel.name = name;
  tellChange(workspace, { what: 'channel', channel: channel.id });
  addMessage(workspace, channel, {
    user,
    text: `has renamed the channel from "${before}" to "${name}"`,
    subtype: channel.kind === 'private' ? 'group_name' : 'channel_name',
    extra: { old_name: before, name },
  });
  const event = channel.kind === 'private' ? 'group_rename' : 'channel_rename';
  emitInChannel(workspace, channel, event, {
    type: event,
    channel: {
      id: channel.id,
      is_channel: channel.kind === 'public',
      name,
      name_normalized: name,
      created: channel.created,
    },
    event_ts: nextTs(channel),
  });
}
