import { describeUser } from '../state/describe.ts';
import type { MethodTable } from './method.ts';
import { page } from './page.ts';
import { flag, required } from './read-args.ts';
import { needScopes } from './scopes.ts';
import { SlackError } from './slack-error.ts';

/** People and the groups that they are in. */
export const userMethods: MethodTable = {
  'users.info': {
    takes: ['user', 'include_locale'],
    run: (workspace, args) => {
      const user = workspace.users.find((one) => one.id === required(args, 'user'));
      if (!user) throw new SlackError('user_not_found');
      return { user: describeUser(workspace, user) };
    },
  },
  'users.list': {
    takes: ['limit', 'cursor', 'include_locale', 'team_id'],
    run: (workspace, args) => page(workspace.users, args, 'members', (user) => describeUser(workspace, user)),
  },
  'users.lookupByEmail': {
    takes: ['email'],
    run: (workspace, args) => {
      needScopes(workspace, 'users.info');
      const email = required(args, 'email').toLowerCase();
      const user = workspace.users.find((one) => one.email.toLowerCase() === email && !one.deleted);
      if (!user) throw new SlackError('users_not_found');
      return { user: describeUser(workspace, user) };
    },
  },
  'usergroups.list': {
    takes: ['include_count', 'include_disabled', 'include_users', 'team_id'],
    run: (workspace, args) => ({
      usergroups: workspace.userGroups.map((group) => ({
        id: group.id,
        team_id: workspace.teamId,
        is_usergroup: true,
        name: group.name,
        handle: group.handle,
        description: '',
        date_delete: 0,
        ...(flag(args, 'include_users') ? { users: group.users } : {}),
        ...(flag(args, 'include_count') ? { user_count: group.users.length } : {}),
      })),
    }),
  },
  'usergroups.users.list': {
    takes: ['usergroup', 'include_disabled', 'team_id'],
    run: (workspace, args) => {
      const group = workspace.userGroups.find((one) => one.id === required(args, 'usergroup'));
      if (!group) throw new SlackError('no_such_subteam');
      return { users: group.users };
    },
  },
};
