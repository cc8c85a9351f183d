import { WebAPIRequestError } from '@slack/web-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPagerDuty } from '../../sandbox/pagerduty/start-pagerduty.ts';
import { type Sandbox, startSandbox } from '../../sandbox/start-sandbox.ts';
import { parseConfig } from '../../src/config.ts';
import { makeLog } from '../../src/log.ts';
import { makeBound } from '../../src/metrics/bound.ts';
import type { EndedCall } from '../../src/metrics/metrics.ts';
import { makePagerDutyClient } from '../../src/pagerduty/client.ts';
import { troubleOf } from '../../src/slack/client-trouble.ts';
import { makeSlackClient } from '../../src/slack/client.ts';

const heard: EndedCall[] = [];
let seconds = 0;
/** A clock by which each call takes three seconds. */
const listener = { ended: (call: EndedCall) => void heard.push(call), now: () => new Date((seconds += 3) * 1000) };

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ manifest: 'manifest.yaml' });
});
afterAll(() => sandbox.close());

/** What was heard of the calls that were made meanwhile. */
async function ended(work: () => Promise<unknown>): Promise<EndedCall[]> {
  heard.length = 0;
  await work().catch(() => {});
  return [...heard];
}

describe('calls to Slack', () => {
  it.each([
    [
      { kind: '429', retryAfter: 1 },
      { kind: 'rate_limited', code: null },
    ],
    [{ kind: '500' }, { kind: 'server_error', code: '500' }],
    [{ kind: 'reset' }, { kind: 'broken', code: null }],
    [
      { kind: 'error', error: 'invalid_auth' },
      { kind: 'refused', code: 'invalid_auth' },
    ],
  ] as const)('that end by %j are counted by kind', async (fault, trouble) => {
    const env = { SLACK_BOT_TOKEN: sandbox.botToken, SLACK_APP_TOKEN: 'xapp-1', SLACK_API_URL: sandbox.apiUrl };
    const slack = makeSlackClient(parseConfig(env), makeLog({ level: 'silent' }), listener);
    sandbox.faults.add({ method: 'auth.test', times: 1, fault });
    expect(await ended(() => slack.auth.test())).toEqual([{ what: 'auth.test', seconds: 3, trouble }]);
    expect(await ended(() => slack.auth.test())).toEqual([{ what: 'auth.test', seconds: 3, trouble: null }]);
  });

  it('that were never made or never answered are told apart', () => {
    const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    expect(troubleOf(new WebAPIRequestError(refused))).toEqual({ kind: 'unreachable', code: null });
    const late = new DOMException('late', 'TimeoutError');
    expect(troubleOf(new WebAPIRequestError(late))).toEqual({ kind: 'timeout', code: null });
    expect(troubleOf(new Error('ours'))).toEqual({ kind: 'other', code: null });
  });
});

describe('calls to PagerDuty', () => {
  it('are counted by method and path without ids, and by how they failed', async () => {
    const pager = await startPagerDuty({ users: [{ id: 'PANA001', name: 'Ana Ruiz', email: 'ana@acme.example' }] });
    const config = { url: pager.url, token: pager.token, from: pager.fromEmail, service: pager.serviceId };
    const client = makePagerDutyClient(config, listener);
    expect(await ended(() => client.user('PANA001'))).toEqual([{ what: 'GET /users/{id}', seconds: 3, trouble: null }]);
    expect(await ended(() => client.notes('PNOWHERE1'))).toEqual([
      { what: 'GET /incidents/{id}/notes', seconds: 3, trouble: { kind: 'refused', code: '404' } },
    ]);
    pager.faults.add({ method: 'GET /users', times: 1, fault: { kind: '500' } });
    expect(await ended(() => client.userByEmail('x@acme.example'))).toMatchObject([
      { what: 'GET /users', trouble: { kind: 'server_error', code: '500' } },
    ]);
    await pager.close();
    const nowhere = makePagerDutyClient({ ...config, url: 'http://127.0.0.1:9' }, listener);
    expect(await ended(() => nowhere.user('PANA001'))).toMatchObject([
      { trouble: { kind: 'unreachable', code: null } },
    ]);
  });
});

it('the words of others cannot make a label of their own without end, or of any kind', () => {
  const bound = makeBound(2);
  expect(['a_code', 'a_code', 'another', 'a third'].map(bound)).toEqual(['a_code', 'a_code', 'another', 'other']);
  expect(makeBound(2)('somebody’s words\n')).toBe('other');
});
