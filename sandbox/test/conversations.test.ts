import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { objectOf, textOf, type JsonObject } from '../json.ts';
import { startSandbox, type Sandbox } from '../start-sandbox.ts';
import { callApi, manifest } from './call-api.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ manifest });
});
afterAll(() => sandbox.close());

const call = (method: string, args: JsonObject = {}): Promise<JsonObject> => callApi(sandbox, method, args);

async function created(name: string, args: JsonObject = {}): Promise<string> {
  const answer = await call('conversations.create', { name, ...args });
  expect(answer).toMatchObject({ ok: true, channel: { name, is_member: true, creator: sandbox.botUserId } });
  return textOf(objectOf(answer.channel).id);
}

describe('names of channels', () => {
  test('80 characters are taken, 81 are refused', async () => {
    await created('a'.repeat(80));
    expect(await call('conversations.create', { name: 'a'.repeat(81) })).toMatchObject({
      ok: false,
      error: 'invalid_name_maxlength',
    });
  });

  test.each(['Upper', 'a b', 'a.b', 'a#b', 'a/b', 'a😀'])('%s is refused', async (name) => {
    expect(await call('conversations.create', { name })).toMatchObject({ ok: false, error: 'invalid_name_specials' });
  });

  test.each(['inc-1_a', 'störung-2', 'インシデント'])('%s is taken', async (name) => {
    await created(name);
  });

  test('no name, and one of punctuation alone, are refused', async () => {
    expect(await call('conversations.create', {})).toMatchObject({ error: 'invalid_name_required' });
    expect(await call('conversations.create', { name: '---' })).toMatchObject({ error: 'invalid_name_punctuation' });
  });

  test('a name stays taken after its channel is archived, in private too', async () => {
    const id = await created('taken', { is_private: true });
    expect(await call('conversations.create', { name: 'taken' })).toMatchObject({ error: 'name_taken' });
    expect(await call('conversations.archive', { channel: id })).toMatchObject({ ok: true });
    expect(await call('conversations.create', { name: 'taken' })).toMatchObject({ error: 'name_taken' });
  });
});

describe('topic and purpose', () => {
  test.each(['topic', 'purpose'] as const)('250 characters of %s are taken, 251 are refused', async (which) => {
    const channel = await created(`with-${which}`);
    const method = which === 'topic' ? 'conversations.setTopic' : 'conversations.setPurpose';
    expect(await call(method, { channel, [which]: '😀'.repeat(250) })).toMatchObject({ ok: true });
    expect(await call(method, { channel, [which]: 'x'.repeat(251) })).toMatchObject({ ok: false, error: 'too_long' });
  });

  test('setting a topic posts a notice, which is no message of the app', async () => {
    const channel = await created('noticed');
    await call('conversations.setTopic', { channel, topic: 'P0' });
    const history = await call('conversations.history', { channel });
    expect(history.messages).toMatchObject([
      { subtype: 'channel_topic', topic: 'P0', text: 'set the channel topic: P0' },
    ]);
    const [notice] = sandbox.channel('#noticed').notices();
    expect(await call('chat.update', { channel, ts: notice?.ts, text: 'x' })).toMatchObject({
      error: 'cant_update_message',
    });
  });
});

describe('invitations', () => {
  test('each refusal is named, and one refusal stops all unless forced', async () => {
    const channel = await created('invited');
    const users = 'U01ANA0001,U01BEN0001,U01HAL0001,U0NOBODY';
    expect(await call('conversations.invite', { channel, users: 'U01ANA0001' })).toMatchObject({ ok: true });
    expect(await call('conversations.invite', { channel, users })).toMatchObject({
      ok: false,
      error: 'already_in_channel',
      errors: [
        { user: 'U01ANA0001', ok: false, error: 'already_in_channel' },
        { user: 'U01HAL0001', ok: false, error: 'cant_invite' },
        { user: 'U0NOBODY', ok: false, error: 'user_not_found' },
      ],
    });
    expect(sandbox.channel('#invited').members()).toEqual(['Tiny App', 'Ana Ruiz']);
    expect(await call('conversations.invite', { channel, users, force: true })).toMatchObject({ ok: true });
    expect(sandbox.channel('#invited').members()).toEqual(['Tiny App', 'Ana Ruiz', 'Ben Okafor']);
  });

  test('1000 people are looked at, 1001 are too many', async () => {
    const channel = await created('crowd');
    const people = (count: number): string => Array.from({ length: count }, (_, index) => `U${index}`).join(',');
    expect(await call('conversations.invite', { channel, users: people(1000) })).toMatchObject({
      error: 'user_not_found',
    });
    expect(await call('conversations.invite', { channel, users: people(1001) })).toMatchObject({
      error: 'too_many_users',
    });
    expect(await call('conversations.invite', { channel, users: sandbox.botUserId })).toMatchObject({
      error: 'cant_invite_self',
    });
  });
});

describe('what the app may see and change', () => {
  test('an archived channel takes nothing, until it is back', async () => {
    const channel = await created('old');
    await call('conversations.archive', { channel });
    for (const [method, args] of [
      ['chat.postMessage', { text: 'x' }],
      ['conversations.setTopic', { topic: 'x' }],
      ['conversations.invite', { users: 'U01ANA0001' }],
      ['pins.add', { timestamp: '1.000001' }],
    ] as const) {
      expect(await call(method, { channel, ...args })).toMatchObject({ ok: false, error: 'is_archived' });
    }
    expect(await call('conversations.archive', { channel })).toMatchObject({ error: 'already_archived' });
    expect(await call('conversations.unarchive', { channel })).toMatchObject({ ok: true });
    expect(await call('chat.postMessage', { channel, text: 'x' })).toMatchObject({ ok: true });
  });

  test('a channel that it is not in refuses its messages; a private one does not exist', async () => {
    const random = sandbox.channel('#random').id;
    expect(await call('chat.postMessage', { channel: random, text: 'x' })).toMatchObject({ error: 'not_in_channel' });
    expect(await call('conversations.history', { channel: random })).toMatchObject({ error: 'not_in_channel' });
    expect(await call('conversations.info', { channel: random })).toMatchObject({
      ok: true,
      channel: { is_member: false },
    });
    const secret = await created('secret', { is_private: true });
    await call('conversations.invite', { channel: secret, users: 'U01ANA0001' });
    await sandbox.person('Ana Ruiz').removes('@bot', '#secret');
    for (const method of ['conversations.info', 'conversations.history', 'conversations.members']) {
      expect(await call(method, { channel: secret })).toMatchObject({ ok: false, error: 'channel_not_found' });
    }
    expect(
      JSON.stringify(await call('conversations.list', { types: 'public_channel,private_channel', limit: 1000 })),
    ).not.toContain('secret');
  });

  test('lists come in pages', async () => {
    const first = await call('users.list', { limit: 4 });
    expect(first.members).toHaveLength(4);
    const cursor = textOf(objectOf(first.response_metadata).next_cursor);
    const second = await call('users.list', { limit: 999, cursor });
    expect(objectOf(second.response_metadata).next_cursor).toBe('');
    expect([...JSON.stringify(second.members).matchAll(/"real_name":"Ana Ruiz"/g)]).toHaveLength(0);
    expect(await call('users.list', { cursor: 'nonsense' })).toMatchObject({ error: 'invalid_cursor' });
  });
});
