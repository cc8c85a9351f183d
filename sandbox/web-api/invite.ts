import type { JsonObject } from '../json.ts';
import { addMember } from '../state/change-members.ts';
import { describeChannel } from '../state/describe.ts';
import type { Channel, Workspace } from '../state/workspace.ts';
import { ownChannelOf } from './find-channel.ts';
import { flag, names, type Args } from './read-args.ts';
import { SlackError } from './slack-error.ts';

/** Invites people: all of them or, with `force`, those whom Slack lets in; every refusal is named. */
export function invite(workspace: Workspace, args: Args): JsonObject {
  const channel = ownChannelOf(workspace, 'conversations.invite', args);
  if (channel.kind === 'im') throw new SlackError('method_not_supported_for_channel_type');
  const users = [...new Set(names(args, 'users'))];
  if (users.length === 0) throw new SlackError('no_user');
  if (users.length > 1000) throw new SlackError('too_many_users');
  const errors = users.flatMap((user) => {
    const error = refusalOf(workspace, channel, user);
    return error === undefined ? [] : [{ user, ok: false, error }];
  });
  const refused = errors.map((error) => error.user);
  const welcome = users.filter((user) => !refused.includes(user));
  const first = errors[0];
  if (first && (!flag(args, 'force') || welcome.length === 0)) throw new SlackError(first.error, { errors });
  for (const user of welcome) addMember(workspace, channel, user, workspace.botUserId);
  return { channel: describeChannel(workspace, channel), ...(errors.length > 0 ? { errors } : {}) };
}

function refusalOf(workspace: Workspace, channel: Channel, id: string): string | undefined {
  if (id === workspace.botUserId) return 'cant_invite_self';
  const user = workspace.users.find((one) => one.id === id);
  if (!user) return 'user_not_found';
  if (channel.members.includes(id)) return 'already_in_channel';
  if (user.deleted || user.kind === 'stranger') return 'cant_invite';
  return undefined;
}
