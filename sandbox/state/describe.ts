import { copyJson, type JsonObject } from '../json.ts';
import type { Channel, Message, SlackFile, User, View, Workspace } from './workspace.ts';

/** A message as the Web API and events show it; metadata only when it is asked for. */
export function describeMessage(
  workspace: Workspace,
  channel: Channel,
  message: Message,
  withMetadata = false,
): JsonObject {
  const replies = message.threadTs ? [] : channel.messages.filter((one) => one.threadTs === message.ts);
  const last = replies.at(-1);
  const files = workspace.files.filter((file) => message.fileIds.includes(file.id));
  return copyJson({
    type: 'message',
    subtype: message.subtype,
    user: message.user,
    ts: message.ts,
    bot_id: message.botId,
    app_id: message.botId ? workspace.appId : undefined,
    team: workspace.teamId,
    text: message.text,
    blocks: message.blocks,
    thread_ts: message.threadTs ?? (last ? message.ts : undefined),
    parent_user_id: message.threadTs ? channel.messages.find((one) => one.ts === message.threadTs)?.user : undefined,
    ...(last
      ? {
          reply_count: replies.length,
          reply_users: [...new Set(replies.map((one) => one.user))],
          latest_reply: last.ts,
        }
      : {}),
    edited: message.editedTs ? { user: message.user, ts: message.editedTs } : undefined,
    reactions:
      message.reactions.length > 0
        ? message.reactions.map((one) => ({ name: one.name, users: one.users, count: one.users.length }))
        : undefined,
    files: files.length > 0 ? files.map((file) => describeFile(workspace, file)) : undefined,
    pinned_to: channel.pins.some((pin) => pin.ts === message.ts) ? [channel.id] : undefined,
    metadata: withMetadata ? message.metadata : undefined,
    ...message.extra,
  });
}

/** A channel as conversations.info shows it to the app. */
export function describeChannel(workspace: Workspace, channel: Channel): JsonObject {
  const common = {
    id: channel.id,
    created: channel.created,
    is_org_shared: false,
    context_team_id: workspace.teamId,
    is_archived: channel.isArchived,
  };
  if (channel.kind === 'im')
    return {
      ...common,
      is_im: true,
      user: channel.members.find((user) => user !== workspace.botUserId),
      is_user_deleted: false,
    };
  return {
    ...common,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: channel.kind === 'public',
    is_group: false,
    is_im: false,
    is_mpim: false,
    is_private: channel.kind === 'private',
    is_general: channel.general,
    is_shared: false,
    is_ext_shared: false,
    is_member: channel.members.includes(workspace.botUserId),
    creator: channel.creator,
    previous_names: channel.previousNames,
    num_members: channel.members.length,
    topic: { value: channel.topic.value, creator: channel.topic.creator, last_set: channel.topic.lastSet },
    purpose: { value: channel.purpose.value, creator: channel.purpose.creator, last_set: channel.purpose.lastSet },
  };
}

/** A person as users.info shows them; the e-mail only with its scope. */
export function describeUser(workspace: Workspace, user: User): JsonObject {
  const withEmail = workspace.manifest.scopes.includes('users:read.email') && user.kind !== 'bot';
  return {
    id: user.id,
    team_id: teamOf(workspace, user),
    name: user.name,
    deleted: user.deleted,
    real_name: user.realName,
    tz: user.deleted ? undefined : user.tz,
    tz_label: user.deleted ? undefined : user.tz,
    tz_offset: user.deleted ? undefined : offsetOf(user.tz),
    is_admin: false,
    is_owner: false,
    is_bot: user.kind === 'bot',
    is_app_user: false,
    // A guest of one channel is both.
    is_restricted: user.kind === 'guest' || user.kind === 'single-channel guest',
    is_ultra_restricted: user.kind === 'single-channel guest',
    // Slack says so only while they share no channel with the app; team_id says it always.
    is_stranger: user.kind === 'stranger' ? !sharesChannel(workspace, user) : undefined,
    enterprise_user: user.grid
      ? {
          id: user.id,
          enterprise_id: 'E01SANDBOX',
          enterprise_name: 'Sandbox',
          is_admin: false,
          is_owner: false,
          teams: [workspace.teamId],
        }
      : undefined,
    profile: {
      real_name: user.realName,
      display_name: user.name,
      email: withEmail ? user.email : undefined,
      team: teamOf(workspace, user),
      bot_id: user.kind === 'bot' ? workspace.botId : undefined,
    },
  };
}

/** The workspace that somebody belongs to. */
export function teamOf(workspace: Workspace, user: User): string {
  return user.kind === 'stranger' ? 'T01PARTNER' : workspace.teamId;
}

function sharesChannel({ channels, botUserId }: Workspace, user: User): boolean {
  return channels.some(
    ({ kind, members }) => kind !== 'im' && members.includes(user.id) && members.includes(botUserId),
  );
}

const mimeTypes: Record<string, string> = { md: 'text/markdown', png: 'image/png', pdf: 'application/pdf' };

/** A file as files.info shows it. */
export function describeFile(workspace: Workspace, file: SlackFile): JsonObject {
  return {
    id: file.id,
    created: file.created,
    timestamp: file.created,
    name: file.name,
    title: file.title,
    mimetype: mimeTypes[file.name.split('.').at(-1) ?? ''] ?? 'text/plain',
    filetype: file.name.split('.').at(-1) ?? 'text',
    size: file.size,
    user: file.user,
    mode: 'hosted',
    is_public: true,
    channels: file.channels,
    permalink: `https://${workspace.teamDomain}.slack.com/files/${file.user}/${file.id}/${file.name}`,
    url_private: `${workspace.baseUrl}/files/${file.id}`,
  };
}

/** A view as views.open and the interaction payloads show it. */
export function describeView(workspace: Workspace, view: View): JsonObject {
  return copyJson({
    id: view.id,
    team_id: workspace.teamId,
    app_id: workspace.appId,
    app_installed_team_id: workspace.teamId,
    bot_id: workspace.botId,
    type: view.content.type,
    callback_id: view.content.callback_id ?? '',
    external_id: view.content.external_id ?? '',
    private_metadata: view.content.private_metadata ?? '',
    title: view.content.title ?? { type: 'plain_text', text: 'View Title', emoji: true },
    submit: view.content.submit ?? null,
    close: view.content.close ?? null,
    blocks: view.content.blocks ?? [],
    clear_on_close: view.content.clear_on_close === true,
    notify_on_close: view.content.notify_on_close === true,
    state: { values: view.values },
    hash: view.hash,
    root_view_id: view.rootId,
    previous_view_id: view.previousId,
  });
}

function offsetOf(tz: string): number {
  const now = new Date();
  const local = new Date(now.toLocaleString('en-US', { timeZone: tz }));
  const utc = new Date(now.toLocaleString('en-US', { timeZone: 'UTC' }));
  return Math.round((local.getTime() - utc.getTime()) / 1000);
}
