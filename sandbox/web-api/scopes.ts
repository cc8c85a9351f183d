import type { Channel, Workspace } from '../state/workspace.ts';
import { SlackError } from './slack-error.ts';

/** What a method needs: always these, or these by the kind of channel that it touches. */
type Need = string[] | { public: string[]; private: string[]; im: string[] };

const manage: Need = { public: ['channels:manage'], private: ['groups:write'], im: ['im:write'] };
const read: Need = { public: ['channels:read'], private: ['groups:read'], im: ['im:read'] };
const history: Need = { public: ['channels:history'], private: ['groups:history'], im: ['im:history'] };

/** The scopes of every method. */
export const scopesOf: Record<string, Need> = {
  'apps.connections.open': ['connections:write'],
  'auth.test': [],
  'bookmarks.add': ['bookmarks:write'],
  'bookmarks.edit': ['bookmarks:write'],
  'bookmarks.list': ['bookmarks:read'],
  'bookmarks.remove': ['bookmarks:write'],
  'chat.delete': ['chat:write'],
  'chat.getPermalink': [],
  'chat.postEphemeral': ['chat:write'],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.archive': manage,
  'conversations.create': manage,
  'conversations.history': history,
  'conversations.info': read,
  'conversations.invite': manage,
  'conversations.join': ['channels:join'],
  'conversations.kick': manage,
  'conversations.list': read,
  'conversations.members': read,
  'conversations.open': ['im:write'],
  'conversations.rename': manage,
  'conversations.replies': history,
  'conversations.setPurpose': manage,
  'conversations.setTopic': manage,
  'conversations.unarchive': manage,
  'files.completeUploadExternal': ['files:write'],
  'files.delete': ['files:write'],
  'files.getUploadURLExternal': ['files:write'],
  'files.info': ['files:read'],
  'files.list': ['files:read'],
  'pins.add': ['pins:write'],
  'pins.list': ['pins:read'],
  'pins.remove': ['pins:write'],
  'reactions.add': ['reactions:write'],
  'reactions.get': ['reactions:read'],
  'team.info': ['team:read'],
  'usergroups.list': ['usergroups:read'],
  'usergroups.users.list': ['usergroups:read'],
  'users.conversations': read,
  'users.info': ['users:read'],
  'users.list': ['users:read'],
  'users.lookupByEmail': ['users:read.email'],
  'views.open': [],
  'views.publish': [],
  'views.push': [],
  'views.update': [],
};

/** The scopes of every event; those not named need none. */
export const scopesOfEvent: Record<string, string> = {
  'message.channels': 'channels:history',
  'message.groups': 'groups:history',
  'message.im': 'im:history',
  reaction_added: 'reactions:read',
  reaction_removed: 'reactions:read',
  channel_archive: 'channels:read',
  channel_deleted: 'channels:read',
  channel_rename: 'channels:read',
  channel_unarchive: 'channels:read',
  group_archive: 'groups:read',
  group_deleted: 'groups:read',
  group_rename: 'groups:read',
  group_unarchive: 'groups:read',
};

/** Refuses a method whose scopes were not granted, whatever channel it touches. */
export function needScopes(workspace: Workspace, method: string): void {
  const need = scopesOf[method];
  if (Array.isArray(need)) need.forEach((scope) => needScope(workspace, scope));
}

/** Refuses a method whose scopes for this kind of channel were not granted. */
export function needChannelScopes(workspace: Workspace, method: string, kind: Channel['kind']): void {
  const need = scopesOf[method];
  if (need && !Array.isArray(need)) need[kind].forEach((scope) => needScope(workspace, scope));
}

function needScope(workspace: Workspace, scope: string): void {
  const { scopes } = workspace.manifest;
  if (!scopes.includes(scope)) throw new SlackError('missing_scope', { needed: scope, provided: scopes.join(',') });
}
