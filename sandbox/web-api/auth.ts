import { objectOf } from '../json.ts';
import type { MethodTable } from './method.ts';

/** Who the app is, and its way to Socket Mode. */
export const authMethods: MethodTable = {
  'auth.test': {
    takes: [],
    run: (workspace) => ({
      url: `https://${workspace.teamDomain}.slack.com/`,
      team: 'Sandbox',
      user: workspace.manifest.botName,
      team_id: workspace.teamId,
      user_id: workspace.botUserId,
      bot_id: workspace.botId,
      is_enterprise_install: false,
    }),
  },
  'apps.connections.open': {
    takes: [],
    token: 'app',
    run: (workspace) => {
      workspace.counter += 1;
      return {
        url: `${workspace.baseUrl.replace('http:', 'ws:')}/link/?ticket=${workspace.counter}&app_id=${workspace.appId}`,
      };
    },
  },
  'team.info': {
    takes: ['team', 'domain'],
    run: (workspace) => ({
      team: objectOf({
        id: workspace.teamId,
        name: 'Sandbox',
        domain: workspace.teamDomain,
        email_domain: 'example.com',
        icon: {},
        plan: 'std',
      }),
    }),
  },
};
