import { WebClient } from '@slack/web-api';
import { parseConfig } from '../../src/config.ts';
import type { Ctx } from '../../src/context.ts';
import type { Database } from '../../src/db/connect.ts';
import { makeLog } from '../../src/log.ts';
import { makeMetrics } from '../../src/metrics/metrics.ts';
import { makeSlackLimits } from '../../src/slack/client-limits.ts';
import { makeSlackPager } from '../../src/pager/slack-pager.ts';
import { policy } from './policy.ts';
import { runbooksOf } from './runbooks.ts';

/** A context for use cases that ask Slack only who somebody is: a full member; `clock.now` may be set. */
export async function makeContext(db: Database, clock: { now: Date }): Promise<Ctx> {
  const config = parseConfig({
    SLACK_BOT_TOKEN: 'xoxb-1-test',
    SLACK_SIGNING_SECRET: '0123456789abcdef0123456789abcdef',
    LOG_LEVEL: 'silent',
  });
  const slack = slackOf({ users: {}, groups: {}, away: false, calls: [] });
  return {
    config,
    runbooks: runbooksOf(policy),
    db,
    slack,
    limits: makeSlackLimits(() => clock.now),
    pager: makeSlackPager({ slack, now: () => clock.now }),
    phone: null,
    log: makeLog({ level: 'silent' }),
    now: () => clock.now,
    metrics: makeMetrics(),
    processId: 'test',
    nudge: () => {},
  };
}

/** What Slack says of people; who is not named is a full member. `calls` are the methods that were asked. */
export type People = {
  users: Record<string, Record<string, unknown> | null>;
  groups: Record<string, string[]>;
  /** Slack does not answer at all. */
  away: boolean;
  calls: string[];
};

/** A Slack that can be asked who somebody is; a use case that asks it anything else fails at once. */
export function slackOf(people: People): WebClient {
  return new WebClient('xoxb-1-test', { retryConfig: { retries: 0 }, fetch: answer });

  async function answer(url: string | URL | Request, init?: RequestInit): Promise<Response> {
    const [method = ''] = String(url instanceof Request ? url.url : url)
      .split('/')
      .slice(-1);
    people.calls.push(method);
    if (people.away) throw new Error('Slack is away');
    const sent = new URLSearchParams(typeof init?.body === 'string' ? init.body : '');
    if (method === 'auth.test') return Response.json({ ok: true, team_id: 'T1' });
    if (method === 'users.info') return Response.json(info(people.users, sent.get('user') ?? ''));
    if (method === 'usergroups.users.list') {
      const users = people.groups[sent.get('usergroup') ?? ''];
      return Response.json(users === undefined ? { ok: false, error: 'no_such_subteam' } : { ok: true, users });
    }
    throw new Error(`Slack is not there: ${method}`);
  }
}

function info(users: People['users'], id: string): Record<string, unknown> {
  const user = users[id];
  if (user === null) return { ok: false, error: 'user_not_found' };
  return { ok: true, user: { id, team_id: 'T1', ...user } };
}
