import { WebClient } from '@slack/web-api';
import { parseConfig } from '../../src/config.ts';
import type { Ctx } from '../../src/context.ts';
import type { Database } from '../../src/db/connect.ts';
import { makeLog } from '../../src/log.ts';
import { loadTemplates } from '../../src/policy/load-templates.ts';
import { makeSlackPager } from '../../src/pager/slack-pager.ts';
import { policy } from './policy.ts';

/** A context for use cases that ask Slack only who somebody is: a full member; `clock.now` may be set. */
export async function makeContext(db: Database, clock: { now: Date }): Promise<Ctx> {
  const config = parseConfig({
    SLACK_BOT_TOKEN: 'xoxb-1-test',
    SLACK_SIGNING_SECRET: '0123456789abcdef0123456789abcdef',
    LOG_LEVEL: 'silent',
  });
  const slack = new WebClient('xoxb-1-test', { retryConfig: { retries: 0 }, fetch: answerWho });
  return {
    config,
    policy,
    templates: await loadTemplates('runbooks/generic'),
    db,
    slack,
    pager: makeSlackPager({ slack, now: () => clock.now }),
    log: makeLog({ level: 'silent' }),
    now: () => clock.now,
    processId: 'test',
    nudge: () => {},
  };
}

// A use case that asked Slack anything else would fail at once.
async function answerWho(url: string | URL | Request, init?: RequestInit): Promise<Response> {
  const [method = ''] = String(url instanceof Request ? url.url : url)
    .split('/')
    .slice(-1);
  const sent = new URLSearchParams(typeof init?.body === 'string' ? init.body : '');
  if (method === 'auth.test') return Response.json({ ok: true, team_id: 'T1' });
  if (method === 'users.info') return Response.json({ ok: true, user: { id: sent.get('user'), team_id: 'T1' } });
  throw new Error(`Slack is not there: ${method}`);
}
