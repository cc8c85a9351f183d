import { afterEach, expect, test } from 'vitest';
import { parseConfig } from '../../src/config.ts';
import { makeMetricsListener } from '../../src/web/serve-metrics.ts';
import { serveWeb } from '../../src/web/serve.ts';

const token = 'metrics-token-0123456789abcdef0123';
const socket = { SLACK_BOT_TOKEN: 'xoxb-1-a', SLACK_APP_TOKEN: 'xapp-1-a' };
const http = { SLACK_BOT_TOKEN: 'xoxb-1-a', SLACK_SIGNING_SECRET: '0123456789abcdef' };
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** What somebody is answered who asks a bot with those settings. It always listens on this machine. */
async function asks(env: Record<string, string>, headers: Record<string, string> = {}, method = 'GET') {
  const metrics = makeMetricsListener(parseConfig(env), async () => 'muster_ready 1\n');
  const health = { stopping: () => false, checks: {}, notes: () => [] };
  const server = await serveWeb({ host: '127.0.0.1', port: 0, health, slack: null, api: null, metrics });
  closing.push(() => server.stop(100));
  const response = await fetch(`${server.url}/metrics`, { headers, method });
  return { status: response.status, body: await response.text() };
}

const authorization = `Bearer ${token}`;

test('in Socket Mode whoever is on this machine may read the metrics', async () => {
  expect(await asks(socket)).toEqual({ status: 200, body: 'muster_ready 1\n' });
  expect((await asks({ ...socket, HOST: '::1' })).status).toBe(200);
  expect((await asks(socket, {}, 'POST')).status).toBe(404);
});

test.each([
  ['Slack gets in over HTTP', http, {}],
  ['Slack gets in over HTTP through a proxy on this machine', { ...http, HOST: '127.0.0.1' }, {}],
  ['it listens on every address', { ...socket, HOST: '0.0.0.0' }, {}],
  ['it has a public address', { ...socket, PUBLIC_URL: 'https://muster.example.com' }, {}],
  ['a proxy passes on who asks', socket, { 'x-forwarded-for': '203.0.113.7' }],
  ['a proxy says so by the standard', socket, { forwarded: 'for=203.0.113.7' }],
] as const)('nobody reads them without a token where %s', async (_, env, headers) => {
  const { status, body } = await asks({ ...env }, { ...headers });
  expect(status).toBe(403);
  expect(body).toContain('METRICS_TOKEN');
  expect(body).not.toContain('muster_ready');
  expect((await asks({ ...env, METRICS_TOKEN: token }, { ...headers, authorization })).status).toBe(200);
});

test('with a token nobody reads them without it, on this machine neither; the token of the API is another', async () => {
  const env = { ...socket, METRICS_TOKEN: token, API_TOKEN: 'api-token-0123456789abcdef0123456789' };
  const wrong: Record<string, string>[] = [
    {},
    { authorization: `Bearer ${token}x` },
    { authorization: `Bearer ${env.API_TOKEN}` },
  ];
  for (const given of wrong) expect((await asks(env, given)).status).toBe(401);
  expect((await asks(env, { authorization })).status).toBe(200);
});
