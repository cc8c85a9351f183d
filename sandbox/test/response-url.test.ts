import { afterEach, beforeEach, expect, test } from 'vitest';
import { moveClock, removeClock } from '../clock.ts';
import { newResponseUrl } from '../delivery/response-url.ts';
import { textOf, type JsonObject } from '../json.ts';
import { startSandbox, type Sandbox } from '../start-sandbox.ts';
import { callApi, manifest } from './call-api.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox({ manifest });
});
afterEach(async () => {
  removeClock();
  await sandbox.close();
});

const url = (messageTs?: string): string =>
  newResponseUrl(sandbox.workspace, { user: 'U01ANA0001', channel: sandbox.channel('#general').id, messageTs });
async function post(to: string, body: JsonObject): Promise<string> {
  const response = await fetch(to, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return `${response.status} ${await response.text()}`;
}

test('a response_url is used five times, not six', async () => {
  const link = url();
  for (let use = 1; use <= 5; use += 1) expect(await post(link, { text: `use ${use}` })).toBe('200 ok');
  expect(await post(link, { text: 'use 6' })).toBe('404 {"ok":false,"error":"used_url"}');
  expect(sandbox.person('Ana Ruiz').ephemerals('#general')).toEqual(['use 1', 'use 2', 'use 3', 'use 4', 'use 5']);
});

test('a response_url lasts thirty minutes', async () => {
  const link = url();
  moveClock(30 * 60_000 - 1000);
  expect(await post(link, { text: 'in time' })).toBe('200 ok');
  moveClock(1001);
  expect(await post(link, { text: 'late' })).toMatch(/^404 .*used_url/);
  expect(await post(`${link}x`, { text: 'x' })).toMatch(/^404 .*no_active_hooks/);
});

test('it replaces or deletes the message that it is about, and posts for all when told', async () => {
  const { ts } = await callApi(sandbox, 'chat.postMessage', {
    channel: sandbox.channel('#general').id,
    text: 'before',
  });
  const link = url(textOf(ts));
  await post(link, { text: 'after', replace_original: true });
  expect(sandbox.channel('#general').texts()).toEqual(['after']);
  await post(link, { text: 'for all', response_type: 'in_channel' });
  expect(sandbox.channel('#general').texts()).toEqual(['after', 'for all']);
  await post(link, { delete_original: true });
  expect(sandbox.channel('#general').texts()).toEqual(['for all']);
});

test('a body that Slack would refuse is refused and costs no use', async () => {
  const link = url();
  expect(await post(link, { text: 'x', blocks: [{ type: 'nonsense' }] })).toMatch(/^400 .*invalid_blocks/);
  expect(await post(link, { txt: 'x' })).toMatch(/^400 .*invalid_payload/);
  for (let use = 1; use <= 5; use += 1) expect(await post(link, { text: 'x' })).toBe('200 ok');
});
