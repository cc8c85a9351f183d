import { createHmac } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { World } from '../support/assemble-world.ts';
import { startWorld } from '../support/world.ts';
import { type RawRequest, sendRaw } from '../../fuzz/send-raw.ts';

const apiToken = 'test-token-0123456789abcdef0123456789';
const pagerSecret = 'pager-secret-0123456789';
let started: World | null = null;
beforeAll(async () => {
  started = await startWorld({
    config: { apiToken, pagerDuty: { rest: null, events: null, webhookSecret: pagerSecret } },
  });
}, 60_000);
afterAll(() => started?.close());
function world(): World {
  if (started === null) throw new Error('The world has not been started');
  return started;
}
const send = async (raw: RawRequest): Promise<number> => (await sendRaw(world().bot.url, raw)).status;

function hmac(secret: string, text: string | Buffer): string {
  return createHmac('sha256', secret).update(text).digest('hex');
}

const challenge = JSON.stringify({ type: 'url_verification', challenge: 'präzise' });

/** A request as Slack sends it, signed now; `changes` make it another. */
function slack(
  changes: Partial<RawRequest> & { at?: string; signedBody?: string | Buffer; secret?: string } = {},
): RawRequest {
  const {
    at = String(Math.floor(world().clock.now().getTime() / 1000)),
    secret,
    signedBody,
    headers,
    ...rest
  } = changes;
  const body = rest.body ?? challenge;
  const base = Buffer.concat([Buffer.from(`v0:${at}:`), Buffer.from(signedBody ?? body)]);
  return {
    path: '/slack/events',
    ...rest,
    body,
    headers: {
      'content-type': 'application/json',
      'x-slack-request-timestamp': at,
      'x-slack-signature': `v0=${hmac(secret ?? world().sandbox.signingSecret, base)}`,
      ...headers,
    },
  };
}

const seconds = (by: number): string => String(Math.floor(world().clock.now().getTime() / 1000) + by);
const signature = (raw: RawRequest): string => String(raw.headers?.['x-slack-signature']);

describe('Slack’s signature', () => {
  it('lets in what Slack sends, whole, in pieces or announced first', async () => {
    expect(await sendRaw(world().bot.url, slack())).toEqual({ status: 200, text: '{"challenge":"präzise"}' });
    expect(await send(slack({ chunked: true }))).toBe(200);
    expect(await send(slack({ expect: true }))).toBe(200);
    expect(await send(slack({ headers: { 'content-type': 'application/json; charset=utf-8' } }))).toBe(200);
    expect(await send(slack({ headers: { 'content-encoding': 'identity' } }))).toBe(200);
    const upper = signature(slack()).slice(3).toUpperCase();
    expect(await send(slack({ headers: { 'x-slack-signature': `v0=${upper}` } }))).toBe(200);
  });

  it.each<[string, () => RawRequest]>([
    ['none', () => slack({ headers: { 'x-slack-signature': [] } })],
    ['an empty one', () => slack({ headers: { 'x-slack-signature': '' } })],
    ['two of them', () => slack({ headers: { 'x-slack-signature': [signature(slack()), signature(slack())] } })],
    ['another version', () => slack({ headers: { 'x-slack-signature': signature(slack()).replace('v0', 'v1') } })],
    ['no version', () => slack({ headers: { 'x-slack-signature': signature(slack()).slice(3) } })],
    ['a short one', () => slack({ headers: { 'x-slack-signature': signature(slack()).slice(0, -1) } })],
    ['a longer one', () => slack({ headers: { 'x-slack-signature': `${signature(slack())}0` } })],
    ['something behind it', () => slack({ headers: { 'x-slack-signature': `${signature(slack())}=x` } })],
    ['no hexadecimal', () => slack({ headers: { 'x-slack-signature': `v0=${'g'.repeat(64)}` } })],
    ['that of another secret', () => slack({ secret: 'another-secret' })],
    ['that of a body with another byte', () => slack({ signedBody: challenge.replace('p', 'q') })],
    ['that of the body without its last byte', () => slack({ signedBody: challenge.slice(0, -1) })],
    [
      'that of another text with the same letters',
      () => slack({ body: Buffer.from('"\xff"', 'latin1'), signedBody: '"\ufffd"' }),
    ],
    ['no time', () => slack({ headers: { 'x-slack-request-timestamp': [] } })],
    ['an empty time', () => slack({ at: '' })],
    ['two times', () => slack({ headers: { 'x-slack-request-timestamp': [seconds(0), seconds(0)] } })],
    ['a time that is a word', () => slack({ at: 'now' })],
    ['a time with a fraction', () => slack({ at: `${seconds(0)}.0` })],
    ['a time written otherwise', () => slack({ at: `0x${Number(seconds(0)).toString(16)}` })],
    ['a time with a sign', () => slack({ at: `+${seconds(0)}` })],
    ['a huge time', () => slack({ at: '9'.repeat(400) })],
    ['a time before 1970', () => slack({ at: '-1' })],
    ['a time more than five minutes ago', () => slack({ at: seconds(-302) })],
    ['a time more than five minutes ahead', () => slack({ at: seconds(302) })],
  ])('keeps out %s', async (_, made) => {
    expect(await send(made())).toBe(401);
  });

  it('counts for almost five minutes, so that a slow one arrives', async () => {
    expect(await send(slack({ at: seconds(-295) }))).toBe(200);
    expect(await send(slack({ at: seconds(295) }))).toBe(200);
  });

  it('does not make a body good that cannot be read', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const gzip = gzipSync(challenge);
    expect(await send(slack({ body: gzip, headers: { 'content-encoding': 'gzip' } }))).toBe(415);
    expect(await send(slack({ headers: { 'content-type': 'text/plain' } }))).toBe(415);
    expect(await send(slack({ headers: { 'content-type': [] } }))).toBe(415);
    expect(await send(slack({ body: '' }))).toBe(400);
    expect(await send(slack({ body: Buffer.from('{"type":"\xff"}', 'latin1') }))).toBe(400);
    expect(await send(slack({ body: `${'['.repeat(2000)}${']'.repeat(2000)}` }))).toBe(400);
    expect(await send(slack({ body: 'payload=%7B', headers: form }))).toBe(400);
    expect(await send(slack({ body: 'ssl_check=1', headers: form }))).toBe(400);
    expect(await send(slack({ body: `"${'x'.repeat(600_000)}"` }))).toBe(413);
    expect([413, 0]).toContain(await send(slack({ body: `"${'x'.repeat(600_000)}"`, chunked: true })));
    expect(await send(slack({ body: '{"type":"view_closed","view":{}}' }))).toBe(200);
  });
});

const ping = JSON.stringify({
  event: {
    id: '1',
    event_type: 'pagey.ping',
    occurred_at: '2026-03-02T03:00:00Z',
    data: { message: 'Hi', type: 'ping' },
  },
});

function pager(changes: Partial<RawRequest> & { signature?: string | string[] } = {}): RawRequest {
  const { signature: given = `v1=${hmac(pagerSecret, changes.body ?? ping)}`, headers, ...rest } = changes;
  const signed = { 'content-type': 'application/json', 'x-pagerduty-signature': given };
  return { path: '/pagerduty/webhook', body: ping, ...rest, headers: { ...signed, ...headers } };
}

describe('PagerDuty’s signature', () => {
  const good = `v1=${hmac(pagerSecret, ping)}`;
  const other = `v1=${hmac('another-secret', ping)}`;

  it.each<[string, RawRequest]>([
    ['one', pager()],
    ['that of the new secret beside the old one', pager({ signature: `${other},${good}` })],
    ['that of the old secret beside the new one', pager({ signature: `${good}, ${other}` })],
    ['one in each of two headers', pager({ signature: [other, good] })],
    ['one beside another version', pager({ signature: `v2=abc,${good}` })],
    ['one in capitals', pager({ signature: `v1=${good.slice(3).toUpperCase()}` })],
    ['a body in pieces', pager({ chunked: true })],
  ])('lets in %s', async (_, raw) => {
    expect(await send(raw)).toBe(202);
  });

  it.each<[string, RawRequest]>([
    ['none', pager({ signature: [] })],
    ['an empty one', pager({ signature: '' })],
    ['commas', pager({ signature: ',,,,' })],
    ['that of another secret', pager({ signature: other })],
    ['another version', pager({ signature: good.replace('v1', 'v0') })],
    ['a short one', pager({ signature: good.slice(0, -1) })],
    ['one behind ten others', pager({ signature: `${`${other},`.repeat(10)}${good}` })],
    ['that of a body with another byte', pager({ signature: `v1=${hmac(pagerSecret, ping.replace('Hi', 'Ha'))}` })],
  ])('keeps out %s', async (_, raw) => {
    expect(await send(raw)).toBe(401);
  });

  it('does not make a body good that cannot be read', async () => {
    expect(await send(pager({ body: gzipSync(ping), headers: { 'content-encoding': 'gzip' } }))).toBe(415);
    expect(await send(pager({ body: 'no json' }))).toBe(400);
    expect(await send(pager({ body: '{"event":{}}' }))).toBe(400);
    expect(await send(pager({ body: `"${'x'.repeat(70_000)}"` }))).toBe(413);
  });
});

describe('the token of the API', () => {
  const list = (authorization: string | string[]): RawRequest => ({
    method: 'GET',
    path: '/api/v1/incidents',
    headers: { authorization },
  });

  it.each<[string, string | string[]]>([
    ['none', []],
    ['an empty one', ''],
    ['no scheme', apiToken],
    ['another scheme', `Basic ${apiToken}`],
    ['the beginning', `Bearer ${apiToken.slice(0, -1)}`],
    ['something behind it', `Bearer ${apiToken} x`],
    ['two in one', `Bearer ${apiToken},Bearer ${apiToken}`],
    ['a wrong one before the right one', ['Bearer wrong', `Bearer ${apiToken}`]],
  ])('keeps out %s', async (_, authorization) => {
    expect(await send(list(authorization))).toBe(401);
  });

  it('does not make a body good that cannot be read', async () => {
    expect(await send(list(`Bearer ${apiToken}`))).toBe(200);
    const declare = { path: '/api/v1/incidents', body: gzipSync('{}') };
    const headers = { authorization: `Bearer ${apiToken}`, 'content-type': 'application/json' };
    expect(await send({ ...declare, headers: { ...headers, 'content-encoding': 'gzip' } })).toBe(415);
    expect(await send({ ...declare, headers })).toBe(400);
    expect(await send({ ...declare, body: '['.repeat(1000), headers })).toBe(400);
    expect(await send({ ...declare, body: '{"by":"\\ud800"}', headers })).toBe(422);
  });
});
