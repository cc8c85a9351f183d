import { WebClient } from '@slack/web-api';
import { parseConfig } from '../../src/config.ts';
import type { Ctx } from '../../src/context.ts';
import type { Database } from '../../src/db/connect.ts';
import { makeLog } from '../../src/log.ts';
import { loadTemplates } from '../../src/policy/load-templates.ts';
import { makeSlackPager } from '../../src/pager/slack-pager.ts';
import { policy } from './policy.ts';

/** A context for use cases that never call Slack; `clock.now` may be set. */
export async function makeContext(db: Database, clock: { now: Date }): Promise<Ctx> {
  const config = parseConfig({
    SLACK_BOT_TOKEN: 'xoxb-1-test',
    SLACK_SIGNING_SECRET: '0123456789abcdef0123456789abcdef',
    LOG_LEVEL: 'silent',
  });
  // Nothing listens there: a use case that called Slack would fail at once.
  const slack = new WebClient('xoxb-1-test', { slackApiUrl: 'http://127.0.0.1:9/', retryConfig: { retries: 0 } });
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
