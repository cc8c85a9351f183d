import { afterEach, expect, test } from 'vitest';
import type { JsonObject } from '../json.ts';
import { startSandbox, type Sandbox } from '../start-sandbox.ts';
import { methods } from '../web-api/methods.ts';
import { scopesOf } from '../web-api/scopes.ts';
import { callApi, manifest } from './call-api.ts';

let sandbox: Sandbox | undefined;
afterEach(() => sandbox?.close());

async function start(withoutScopes: string[] = []): Promise<Sandbox> {
  sandbox = await startSandbox({
    manifest,
    withoutScopes,
    channels: [
      { name: 'general', withBot: true },
      { name: 'closed', private: true, members: ['Ana Ruiz'], withBot: true },
    ],
  });
  return sandbox;
}

test('every method has its row of scopes, and no row is left over', () => {
  expect(Object.keys(scopesOf).sort()).toEqual(Object.keys(methods).sort());
});

test('a token that is unknown, absent, of the wrong kind or revoked is refused', async () => {
  const running = await start();
  expect(await callApi(running, 'auth.test', {}, 'xoxb-other')).toMatchObject({ ok: false, error: 'invalid_auth' });
  expect(await callApi(running, 'auth.test', {}, '')).toMatchObject({ ok: false, error: 'not_authed' });
  expect(await callApi(running, 'auth.test', {}, running.appToken)).toMatchObject({ error: 'not_allowed_token_type' });
  expect(await callApi(running, 'apps.connections.open')).toMatchObject({ error: 'not_allowed_token_type' });
  running.revokeTokens();
  expect(await callApi(running, 'auth.test')).toMatchObject({ ok: false, error: 'token_revoked' });
});

test('unknown methods and unknown arguments are refused', async () => {
  const running = await start();
  expect(await callApi(running, 'chat.shout')).toMatchObject({ ok: false, error: 'unknown_method' });
  const answer = await callApi(running, 'users.info', { user: 'U01ANA0001', usr: 'x' });
  expect(answer).toMatchObject({ ok: false, error: 'invalid_arguments' });
  expect(JSON.stringify(answer)).toContain("takes no argument 'usr'");
  expect(await callApi(running, 'users.info')).toMatchObject({ error: 'invalid_arguments' });
  expect(await callApi(running, 'users.info', { user: 'U0NOBODY' })).toMatchObject({ error: 'user_not_found' });
});

const general = (running: Sandbox): JsonObject => ({ channel: running.channel('#general').id });
const closed = (running: Sandbox): JsonObject => ({ channel: running.channel('#closed').id });

test.each<[string, string, (running: Sandbox) => JsonObject]>([
  ['chat:write', 'chat.postMessage', (running) => ({ ...general(running), text: 'x' })],
  ['channels:manage', 'conversations.create', () => ({ name: 'x' })],
  ['groups:write', 'conversations.create', () => ({ name: 'x', is_private: true })],
  ['channels:manage', 'conversations.invite', (running) => ({ ...general(running), users: 'U01GUS0001' })],
  ['groups:write', 'conversations.setTopic', (running) => ({ ...closed(running), topic: 'x' })],
  ['channels:read', 'users.conversations', () => ({})],
  ['groups:read', 'users.conversations', () => ({ types: 'public_channel,private_channel' })],
  ['channels:history', 'conversations.history', general],
  ['groups:history', 'conversations.history', closed],
  ['im:write', 'conversations.open', () => ({ users: 'U01ANA0001' })],
  ['users:read', 'users.info', () => ({ user: 'U01ANA0001' })],
  ['users:read.email', 'users.lookupByEmail', () => ({ email: 'ana@example.com' })],
  ['reactions:read', 'reactions.get', (running) => ({ ...general(running), timestamp: '1.1' })],
  ['pins:write', 'pins.add', (running) => ({ ...general(running), timestamp: '1.1' })],
  ['bookmarks:read', 'bookmarks.list', (running) => ({ channel_id: running.channel('#general').id })],
  [
    'bookmarks:write',
    'bookmarks.add',
    (running) => ({
      channel_id: running.channel('#general').id,
      title: 'x',
      type: 'link',
      link: 'https://example.com',
    }),
  ],
  ['files:write', 'files.getUploadURLExternal', () => ({ filename: 'x', length: 1 })],
  ['files:read', 'files.list', () => ({})],
  ['usergroups:read', 'usergroups.list', () => ({})],
])('without %s, %s is refused and says what is needed', async (scope, method, args) => {
  const running = await start([scope]);
  const answer = await callApi(running, method, args(running));
  expect(answer).toMatchObject({ ok: false, error: 'missing_scope', needed: scope });
  expect(answer.provided).not.toContain(`,${scope},`);
  await running.close();
  const granted = await start();
  expect((await callApi(granted, method, args(granted))).error).not.toBe('missing_scope');
});

test('every answer names the granted scopes, so that a drift from the manifest can be told', async () => {
  const running = await start(['pins:write']);
  const answer = await fetch(`${running.apiUrl}auth.test`, {
    headers: { authorization: `Bearer ${running.botToken}` },
  });
  const scopes = answer.headers.get('x-oauth-scopes')?.split(',');
  expect(scopes).toContain('chat:write');
  expect(scopes).not.toContain('pins:write');
});

test('a person of another workspace has an id with W and another team; a guest and a former member are marked', async () => {
  const running = await start();
  const user = async (id: string): Promise<unknown> => (await callApi(running, 'users.info', { user: id })).user;
  expect(await user('W01IVY0001')).toMatchObject({ team_id: 'T01PARTNER', is_stranger: true });
  expect(await user('U01GUS0001')).toMatchObject({ team_id: running.teamId, is_restricted: true });
  expect(await user('U01HAL0001')).toMatchObject({ deleted: true });
});

test('an e-mail address is shown only with its scope', async () => {
  const running = await start(['users:read.email']);
  const answer = await callApi(running, 'users.info', { user: 'U01ANA0001' });
  expect(answer).toMatchObject({ ok: true, user: { tz: 'Europe/Berlin', is_restricted: false, deleted: false } });
  expect(JSON.stringify(answer)).not.toContain('ana@example.com');
});

test('without the scope "commands" there is no command and no shortcut', async () => {
  const running = await start(['commands']);
  await expect(running.person('Ana Ruiz').runs('/tiny', { in: '#general' })).rejects.toThrow(/scope "commands"/);
  await expect(running.person('Ana Ruiz').usesShortcut('Tiny form')).rejects.toThrow(/scope "commands"/);
});
