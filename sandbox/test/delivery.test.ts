import { afterEach, beforeEach, expect, test } from 'vitest';
import { isValidSlackRequest } from '@slack/bolt';
import { moveClock, removeClock } from '../clock.ts';
import { objectOf, parseJson, textOf, type JsonObject } from '../json.ts';
import { startSandbox, type Sandbox } from '../start-sandbox.ts';
import { callApi, manifest } from './call-api.ts';
import { startListener, type Listener } from './listener.ts';

let sandbox: Sandbox;
let listener: Listener;
beforeEach(async () => {
  sandbox = await startSandbox({ manifest });
  listener = await startListener();
  sandbox.deliverTo({ kind: 'http', url: listener.url });
});
afterEach(async () => {
  removeClock();
  await sandbox.close();
  await listener.close();
});

const envelopes = (): JsonObject[] => listener.heard.map(({ body }) => objectOf(parseJson(body)));
const events = (): JsonObject[] => envelopes().map((envelope) => objectOf(envelope.event));
const kindOf = (event: JsonObject): string => [textOf(event.type), textOf(event.subtype)].filter(Boolean).join('/');
const heardTypes = (): string[] => events().map(kindOf);
async function heard(type: string): Promise<JsonObject> {
  await sandbox.eventsDelivered();
  const event = events().findLast((one) => kindOf(one) === type);
  if (!event) throw new Error(`No ${type} among ${heardTypes().join(', ')}`);
  return event;
}

test('a request is signed over its raw body with the moved time', async () => {
  moveClock(3_600_000);
  await sandbox.person('Ana Ruiz').runs('/tiny ünï & code', { in: '#general' });
  const [request] = listener.heard;
  const timestamp = Number(request?.headers['x-slack-request-timestamp']);
  const valid = (body = '', signature = String(request?.headers['x-slack-signature'])): boolean =>
    isValidSlackRequest({
      signingSecret: sandbox.signingSecret,
      body,
      headers: { 'x-slack-signature': signature, 'x-slack-request-timestamp': timestamp },
      nowMilliseconds: timestamp * 1000,
    });
  expect(timestamp).toBeGreaterThan(Date.now() / 1000 + 3500);
  expect(valid(request?.body)).toBe(true);
  expect(valid(`${request?.body} `)).toBe(false);
});

test('an event comes in the envelope of the Events API', async () => {
  const said = await sandbox.person('Ana Ruiz').says('#general', 'hello <all> & @Ben Okafor');
  const event = await heard('message');
  expect(event).toMatchObject({
    type: 'message',
    user: 'U01ANA0001',
    channel: sandbox.channel('#general').id,
    channel_type: 'channel',
    ts: said.ts,
    event_ts: said.ts,
    text: 'hello &lt;all&gt; &amp; <@U01BEN0001>',
  });
  expect(envelopes()[0]).toMatchObject({
    type: 'event_callback',
    team_id: sandbox.teamId,
    api_app_id: sandbox.appId,
    event_id: expect.stringMatching(/^Ev/),
    event_time: expect.any(Number),
    authorizations: [{ team_id: sandbox.teamId, user_id: sandbox.botUserId, is_bot: true }],
  });
});

test('edits, deletions, emoji and members are events, and so are the messages of the app itself', async () => {
  const ana = sandbox.person('Ana Ruiz');
  const said = await ana.says('#general', 'first');
  await ana.edits(said, 'second');
  await ana.reacts(said, 'pushpin');
  await ana.unreacts(said, 'pushpin');
  await ana.deletes(said);
  await ana.leaves('#general');
  await ana.joins('#general');
  await callApi(sandbox, 'chat.postMessage', { channel: sandbox.channel('#general').id, text: 'mine' });
  expect(await heard('message')).toMatchObject({
    text: 'mine',
    bot_id: sandbox.workspace.botId,
    user: sandbox.botUserId,
  });
  expect(await heard('message/message_changed')).toMatchObject({
    message: { text: 'second', ts: said.ts },
    previous_message: { text: 'first' },
    channel_type: 'channel',
  });
  expect(await heard('message/message_deleted')).toMatchObject({
    deleted_ts: said.ts,
    previous_message: { text: 'second' },
  });
  expect(await heard('reaction_added')).toMatchObject({
    reaction: 'pushpin',
    user: ana.id,
    item: { type: 'message', ts: said.ts },
    item_user: ana.id,
  });
  expect(heardTypes()).toEqual(
    expect.arrayContaining(['reaction_removed', 'member_left_channel', 'member_joined_channel']),
  );
});

test('the app hears nothing of channels that it is not in, nor what it did not subscribe to', async () => {
  const ana = sandbox.person('Ana Ruiz');
  await ana.says('#random', 'unheard');
  await ana.renames('#random', 'random-2');
  await callApi(sandbox, 'chat.postMessage', { channel: ana.id, text: 'a direct message, not subscribed' });
  await ana.archives('#general');
  await heard('channel_archive');
  expect(heardTypes()).toEqual(['channel_archive']);
});

test('an event that fails comes again at once, after one minute and after five, then never', async () => {
  listener.answerWith(500);
  const retries = async (): Promise<unknown[]> => {
    await sandbox.eventsDelivered();
    return listener.heard.map(({ headers }) => headers['x-slack-retry-num']);
  };
  await sandbox.person('Ana Ruiz').says('#general', 'hello');
  await retries();
  expect(await retries()).toEqual([undefined, '1']);
  moveClock(59_000);
  expect(await retries()).toEqual([undefined, '1']);
  moveClock(1500);
  expect(await retries()).toEqual([undefined, '1', '2']);
  moveClock(299_000);
  expect(await retries()).toEqual([undefined, '1', '2']);
  moveClock(1500);
  expect(await retries()).toEqual([undefined, '1', '2', '3']);
  moveClock(3_600_000);
  expect(await retries()).toEqual([undefined, '1', '2', '3']);
  expect(new Set(envelopes().map((envelope) => envelope.event_id)).size).toBe(1);
});

test('an event whose scope was not granted is not sent', async () => {
  await sandbox.close();
  sandbox = await startSandbox({ manifest, withoutScopes: ['reactions:read', 'channels:history'] });
  sandbox.deliverTo({ kind: 'http', url: listener.url });
  const ana = sandbox.person('Ana Ruiz');
  await ana.reacts(await ana.says('#general', 'unheard'), 'pushpin');
  await ana.renames('#general', 'general-2');
  await heard('channel_rename');
  expect(heardTypes()).toEqual(['channel_rename']);
});

test('the payload of a press on an ephemeral message holds no message, and its link replaces it', async () => {
  const button = { type: 'button', action_id: 'a', text: { type: 'plain_text', text: 'Press me' } };
  const blocks = [{ type: 'actions', elements: [button] }];
  await callApi(sandbox, 'chat.postEphemeral', {
    channel: sandbox.channel('#general').id,
    user: 'U01ANA0001',
    text: 'x',
    blocks,
  });
  const ana = sandbox.person('Ana Ruiz');
  await expect(ana.clicks('Press', { in: '#general' })).rejects.toThrow(/no button "Press"/);
  await expect(sandbox.person('Ben Okafor').clicks('Press me')).rejects.toThrow(/Ben Okafor sees no button/);
  await ana.clicks('Press me', { in: '#general' });
  const payload = objectOf(parseJson(new URLSearchParams(listener.heard.at(-1)?.body).get('payload') ?? ''));
  expect(payload).toMatchObject({
    type: 'block_actions',
    container: { is_ephemeral: true },
    actions: [{ action_id: 'a', block_id: expect.any(String) }],
  });
  expect(payload.message).toBeUndefined();
  await fetch(textOf(payload.response_url), {
    method: 'POST',
    body: JSON.stringify({ text: 'pressed', replace_original: true }),
  });
  expect(ana.ephemerals('#general')).toEqual(['pressed']);
});

test('a person sees that the app is not there', async () => {
  await listener.close();
  const ana = sandbox.person('Ana Ruiz');
  await ana.runs('/tiny', { in: '#general' });
  ana.sees(/\/tiny failed with the error "dispatch_failed"/);
  expect(ana.failures()).toEqual(['/tiny: connection_failed']);
});

test('a command runs only where the person is, and only when it exists', async () => {
  const gus = sandbox.person('Gus Guest');
  await expect(gus.runs('/tiny', { in: '#general' })).rejects.toThrow(/Gus Guest is not in #general/);
  await expect(gus.runs('/other', { in: '#general' })).rejects.toThrow(/not a valid command/);
});
