import { afterAll, beforeAll, expect, test } from 'vitest';
import { objectOf, objectsOf, textOf, type JsonObject } from '../json.ts';
import { startSandbox, type Sandbox } from '../start-sandbox.ts';
import { callApi, manifest } from './call-api.ts';

let sandbox: Sandbox;
let channel: string;
beforeAll(async () => {
  sandbox = await startSandbox({ manifest });
  channel = sandbox.channel('#general').id;
});
afterAll(() => sandbox.close());

const call = (method: string, args: JsonObject = {}): Promise<JsonObject> =>
  callApi(sandbox, method, { channel, ...args });

test('every ts is its own and later than the one before, even within one millisecond', async () => {
  const ana = sandbox.person('Ana Ruiz');
  const said = await Promise.all(Array.from({ length: 100 }, () => ana.says('#random', 'x')));
  const stamps = said.map((message) => message.ts);
  expect(new Set(stamps).size).toBe(100);
  expect(stamps).toEqual([...stamps].sort());
  expect(stamps[0]).toMatch(/^\d{10}\.\d{6}$/);
});

test('40,000 characters are posted whole, one more is cut off; an update refuses it', async () => {
  const whole = await call('chat.postMessage', { text: 'x'.repeat(40_000) });
  expect(whole.warning).toBeUndefined();
  const cut = await call('chat.postMessage', { text: 'x'.repeat(40_001) });
  expect(cut.warning).toBe('message_truncated');
  expect(textOf(objectOf(cut.message).text)).toHaveLength(40_000);
  expect(await call('chat.update', { ts: whole.ts, text: 'y'.repeat(40_000) })).toMatchObject({ ok: true });
  expect(await call('chat.update', { ts: whole.ts, text: 'y'.repeat(40_001) })).toMatchObject({
    error: 'msg_too_long',
  });
});

test('metadata is kept, and shown only to who asks for it', async () => {
  const metadata = { event_type: 'effect', event_payload: { id: '1' } };
  const { ts } = await call('chat.postMessage', { text: 'with metadata', metadata });
  const find = (answer: JsonObject): JsonObject =>
    objectOf(objectsOf(answer.messages).find((message) => message.ts === ts));
  expect(find(await call('conversations.history')).metadata).toBeUndefined();
  expect(find(await call('conversations.history', { include_all_metadata: true })).metadata).toEqual(metadata);
  expect(find(await call('conversations.replies', { ts, include_all_metadata: 'true' })).metadata).toEqual(metadata);
});

test('blocks that Slack would refuse are refused with their place', async () => {
  const answer = await call('chat.postMessage', {
    text: 'x',
    blocks: [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }],
  });
  expect(answer).toMatchObject({ ok: false, error: 'invalid_blocks' });
  expect(JSON.stringify(answer.response_metadata)).toContain('json-pointer:/blocks/0');
  expect(await call('chat.postMessage', { text: 'x', blocks: '{' })).toMatchObject({ error: 'invalid_blocks_format' });
  expect(await call('chat.postMessage', {})).toMatchObject({ error: 'no_text' });
});

test("only the app's own messages can be changed or deleted", async () => {
  const said = await sandbox.person('Ana Ruiz').says('#general', 'mine');
  expect(await call('chat.update', { ts: said.ts, text: 'yours' })).toMatchObject({ error: 'cant_update_message' });
  expect(await call('chat.delete', { ts: said.ts })).toMatchObject({ error: 'cant_delete_message' });
  expect(await call('chat.update', { ts: '1.000001', text: 'x' })).toMatchObject({ error: 'message_not_found' });
});

test('an update of the text alone leaves the blocks; an empty list takes them away', async () => {
  const blocks = [{ type: 'section', block_id: 'b', text: { type: 'mrkdwn', text: 'block' } }];
  const { ts } = await call('chat.postMessage', { text: 'one', blocks });
  expect(await call('chat.update', { ts, text: 'two' })).toMatchObject({ message: { text: 'two', blocks } });
  expect(objectOf((await call('chat.update', { ts, text: 'three', blocks: [] })).message).blocks).toEqual([]);
});

test('a thread is read by its replies and needs its parent', async () => {
  const { ts } = await call('chat.postMessage', { text: 'parent' });
  await call('chat.postMessage', { text: 'child', thread_ts: ts });
  await call('chat.postMessage', { text: 'broadcast child', thread_ts: ts, reply_broadcast: true });
  expect(objectsOf((await call('conversations.replies', { ts })).messages).map((message) => message.text)).toEqual([
    'parent',
    'child',
    'broadcast child',
  ]);
  const history = objectsOf((await call('conversations.history')).messages).map((message) => message.text);
  expect(history).toContain('broadcast child');
  expect(history).not.toContain('child');
  expect(await call('chat.postMessage', { text: 'x', thread_ts: '1.000001' })).toMatchObject({
    error: 'thread_not_found',
  });
});

test('an ephemeral message is seen by one person and fetched by nobody', async () => {
  await call('chat.postEphemeral', { user: 'U01ANA0001', text: 'only you' });
  sandbox.person('Ana Ruiz').sees(/only you/);
  expect(() => sandbox.person('Ben Okafor').sees(/only you/)).toThrow(/does not see/);
  expect(JSON.stringify(await call('conversations.history'))).not.toContain('only you');
  expect(await call('chat.postEphemeral', { user: 'U01GUS0001', text: 'x' })).toMatchObject({
    error: 'user_not_in_channel',
  });
});

test("a person's id stands for the direct message; a former member has none", async () => {
  const answer = await call('chat.postMessage', { channel: 'U01BEN0001', text: 'hello Ben' });
  expect(textOf(answer.channel)).toMatch(/^D/);
  sandbox.person('Ben Okafor').sees(/hello Ben/);
  expect(await call('chat.postMessage', { channel: 'U01HAL0001', text: 'x' })).toMatchObject({
    error: 'channel_not_found',
  });
});

test('a pin is added once, and a bookmark needs a link', async () => {
  const { ts } = await call('chat.postMessage', { text: 'pin me' });
  expect(await call('pins.add', { timestamp: ts })).toMatchObject({ ok: true });
  expect(await call('pins.add', { timestamp: ts })).toMatchObject({ error: 'already_pinned' });
  expect(sandbox.channel('#general').pinned()).toEqual(['pin me']);
  const bookmark = { channel: undefined, channel_id: channel, title: 'Board', type: 'link' };
  expect(await call('bookmarks.add', { ...bookmark, link: 'nowhere' })).toMatchObject({ error: 'invalid_link' });
  expect(await call('bookmarks.add', { ...bookmark, link: 'https://example.com' })).toMatchObject({
    ok: true,
    bookmark: { title: 'Board' },
  });
  expect(await call('bookmarks.list', { channel: undefined, channel_id: channel })).toMatchObject({
    bookmarks: [{ link: 'https://example.com' }],
  });
});

test('a file is uploaded in three steps and shared in its channel; before its bytes it does not exist', async () => {
  const { upload_url, file_id } = await call('files.getUploadURLExternal', {
    channel: undefined,
    filename: 'notes.md',
    length: 5,
  });
  const complete = (): Promise<JsonObject> =>
    call('files.completeUploadExternal', {
      channel: undefined,
      channel_id: channel,
      files: [{ id: file_id, title: 'Notes' }],
      initial_comment: 'the notes',
    });
  expect(await complete()).toMatchObject({ error: 'file_not_found' });
  expect((await fetch(textOf(upload_url), { method: 'POST', body: 'too long' })).status).toBe(400);
  expect((await fetch(textOf(upload_url), { method: 'POST', body: '# Hi!' })).status).toBe(200);
  expect(await complete()).toMatchObject({ ok: true });
  expect(sandbox.channel('#general').files()).toEqual([{ name: 'notes.md', title: 'Notes', content: '# Hi!' }]);
  sandbox.channel('#general').shows(/the notes\n\[file: notes.md\]/);
  expect(await call('files.list', {})).toMatchObject({ files: [{ name: 'notes.md' }] });
});
