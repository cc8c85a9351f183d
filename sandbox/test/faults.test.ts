import { afterEach, beforeEach, expect, test } from 'vitest';
import { moveClock, removeClock } from '../clock.ts';
import type { JsonObject } from '../json.ts';
import { startSandbox, type Sandbox } from '../start-sandbox.ts';
import { callApi, manifest } from './call-api.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox({ manifest, rateLimits: true });
});
afterEach(async () => {
  removeClock();
  await sandbox.close();
});

const create = (name: string): Promise<JsonObject> => callApi(sandbox, 'conversations.create', { name });
const names = (): string[] => sandbox.channels().map((channel) => channel.name);

test('a fault hits the calls it names, as often as it says', async () => {
  sandbox.faults.add({ method: /^conversations\./, times: 2, fault: { kind: 'error', error: 'restricted_action' } });
  expect(await callApi(sandbox, 'auth.test')).toMatchObject({ ok: true });
  expect(await create('one')).toMatchObject({ ok: false, error: 'restricted_action' });
  expect(await create('one')).toMatchObject({ ok: false, error: 'restricted_action' });
  expect(names()).not.toContain('one');
  expect(await create('one')).toMatchObject({ ok: true });
});

test('429 carries Retry-After, 500 is no JSON, slow is late', async () => {
  sandbox.faults.add({ method: 'conversations.create', times: 1, fault: { kind: '429', retryAfter: 7 } });
  expect(await create('one')).toMatchObject({ status: 429, retryAfter: '7', error: 'ratelimited' });
  sandbox.faults.add({ method: 'conversations.create', times: 1, fault: { kind: '500' } });
  await expect(create('one')).rejects.toThrow(/JSON/);
  sandbox.faults.add({ method: 'conversations.create', times: 1, fault: { kind: 'slow', ms: 120 } });
  expect(await create('one')).toMatchObject({ ok: true });
  expect(sandbox.calls.at(-1)?.ms).toBeGreaterThanOrEqual(115);
});

test('a reset applies nothing, a lost answer applies all', async () => {
  sandbox.faults.add({ method: 'conversations.create', times: 1, fault: { kind: 'reset' } });
  await expect(create('never')).rejects.toThrow(/fetch failed/);
  sandbox.faults.add({ method: 'conversations.create', times: 1, fault: { kind: 'lost-answer' } });
  await expect(create('lost')).rejects.toThrow(/fetch failed/);
  expect(names()).toContain('lost');
  expect(names()).not.toContain('never');
  expect(sandbox.calls.map((call) => call.answer)).toEqual([null, null]);
});

test('a late call is applied after its sender lost the connection', async () => {
  sandbox.faults.add({ method: 'conversations.create', times: 1, fault: { kind: 'late-apply', ms: 50 } });
  await expect(create('late')).rejects.toThrow(/fetch failed/);
  expect(names()).not.toContain('late');
  await sandbox.eventually(() => expect(names()).toContain('late'));
});

test('a timeout never answers and applies nothing', async () => {
  sandbox.faults.add({ method: 'conversations.create', times: 1, fault: { kind: 'timeout' } });
  const body = new URLSearchParams({ name: 'silent' });
  const asked = fetch(`${sandbox.apiUrl}conversations.create`, {
    method: 'POST',
    body,
    signal: AbortSignal.timeout(100),
  });
  await expect(asked).rejects.toThrow(/timeout/);
  expect(names()).not.toContain('silent');
});

test('while Slack is down nothing answers, until it is up', async () => {
  sandbox.faults.down();
  await expect(callApi(sandbox, 'auth.test')).rejects.toThrow(/fetch failed/);
  sandbox.faults.up();
  expect(await callApi(sandbox, 'auth.test')).toMatchObject({ ok: true });
});

test('hooks run before and after a call is applied', async () => {
  const seen: string[] = [];
  sandbox.beforeCall(({ method }) => void seen.push(`before ${method}, ${names().includes('hooked')}`));
  const forget = sandbox.afterCall(({ method }) => void seen.push(`after ${method}, ${names().includes('hooked')}`));
  await create('hooked');
  forget();
  await callApi(sandbox, 'auth.test');
  expect(seen).toEqual([
    'before conversations.create, false',
    'after conversations.create, true',
    'before auth.test, true',
  ]);
});

test('a channel takes a short burst of posts, then one a second', async () => {
  const post = (name: string): Promise<JsonObject> =>
    callApi(sandbox, 'chat.postMessage', { channel: sandbox.channel(name).id, text: 'x' });
  for (let number = 1; number <= 5; number += 1) expect(await post('#general')).toMatchObject({ ok: true });
  expect(await post('#general')).toMatchObject({ status: 429, retryAfter: '1', error: 'ratelimited' });
  expect(await post('#incidents')).toMatchObject({ ok: true });
  moveClock(1000);
  expect(await post('#general')).toMatchObject({ ok: true });
  expect(await post('#general')).toMatchObject({ status: 429 });
});

test('a method of tier 2 takes 20 calls a minute, not 21', async () => {
  for (let number = 1; number <= 20; number += 1) expect(await create(`n-${number}`)).toMatchObject({ ok: true });
  const refused = await create('n-21');
  expect(refused).toMatchObject({ status: 429, error: 'ratelimited' });
  expect(Number(refused.retryAfter)).toBeGreaterThan(50);
  moveClock(60_001);
  expect(await create('n-21')).toMatchObject({ ok: true });
});
