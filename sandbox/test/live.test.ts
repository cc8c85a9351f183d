import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { objectOf, textOf } from '../json.ts';
import type { AroundRequest } from '../live/answer-request.ts';
import type { LiveMessage } from '../live/protocol.ts';
import { type Live, startLive } from '../live/start-live.ts';
import { startSandbox, type Sandbox } from '../start-sandbox.ts';
import { type LiveBrowser, openBrowser } from './live-browser.ts';
import { standStill } from './stand-still.ts';
import { startTinyApp, type TinyApp } from './tiny-app.ts';

const manifest = new URL('manifest.yaml', import.meta.url).pathname;
const asked: AroundRequest[] = [];
const around = standStill(async (request) => {
  asked.push(request);
  if (request.type === 'reset') throw new Error('Not here.');
});
let sandbox: Sandbox;
let tiny: TinyApp;
let live: Live;
let ana: LiveBrowser;
let ben: LiveBrowser;

beforeAll(async () => {
  const channels = [
    { name: 'general', withBot: true },
    { name: 'secret', private: true, members: ['Ana Ruiz'] },
  ];
  sandbox = await startSandbox({ manifest, channels });
  tiny = await startTinyApp(sandbox, 'http');
  live = await startLive({ sandbox, around, page: { html: '<p>page</p>', js: 'let a', css: 'p{}' } });
  ana = await openBrowser(live.url, 'U01ANA0001');
  ben = await openBrowser(live.url, 'U01BEN0001');
});
afterAll(async () => {
  ana.close();
  ben.close();
  await live.close();
  await tiny.stop();
  await sandbox.close();
});

const general = (): string => ana.channel('general').id;
const say = (who: LiveBrowser, text: string, threadTs: string | null = null) =>
  who.asks({ type: 'say', channel: general(), text, threadTs });
const place = (ts: string) => ({ in: 'message', channel: general(), ts }) as const;

/** Waits until the newest of somebody's messages in #general fits. */
function sees(who: LiveBrowser, text: RegExp) {
  return sandbox.eventually(() => {
    const found = who.messages('general').findLast((message) => text.test(message.text));
    if (!found)
      throw new Error(
        `There is no ${text} among: ${who
          .messages('general')
          .map((one) => one.text)
          .join(' | ')}`,
      );
    return found;
  });
}

describe('a browser', () => {
  test('is welcomed with what its person sees, and with nothing else', () => {
    const welcome = ana.welcome();
    expect(welcome).toMatchObject({ me: 'U01ANA0001', botUserId: sandbox.botUserId, modals: [], home: null });
    expect(welcome.channels.map(({ name }) => name)).toEqual(['general', 'secret']);
    expect(ben.welcome().channels.map(({ name }) => name)).toEqual(['general']);
    expect(welcome.people.filter(({ playable }) => playable).length).toBeGreaterThanOrEqual(8);
    expect(welcome.people.find(({ id }) => id === 'USLACKBOT')?.kind).toBe('bot');
    expect(welcome.commands).toEqual([{ command: '/tiny', usage: '', description: 'A tiny command' }]);
    expect(welcome.shortcuts.map(({ callbackId, kind }) => [callbackId, kind])).toEqual([
      ['keep_message', 'message'],
      ['tiny_form', 'global'],
    ]);
  });

  test('shows what others say, counts what is unread and who is meant, until it is read', async () => {
    await ana.asks({ type: 'read', channel: general() });
    await say(ben, 'the till is slow');
    await say(ben, 'look, @Ana Ruiz');
    await sees(ana, /the till is slow/);
    await sandbox.eventually(() => expect(ana.channel('general')).toMatchObject({ unread: 2, mentions: 1 }));
    expect(ben.channel('general')).toMatchObject({ unread: 0, mentions: 0 });
    await ana.asks({ type: 'read', channel: general() });
    await sandbox.eventually(() => expect(ana.channel('general')).toMatchObject({ unread: 0, mentions: 0 }));
  });

  test('is told nothing of a private channel that its person is not in', async () => {
    await ana.asks({ type: 'say', channel: ana.channel('secret').id, text: 'between us', threadTs: null });
    await say(ana, 'for everybody');
    await sees(ben, /for everybody/);
    expect(JSON.stringify(ben.told)).not.toContain('between us');
    const secret = ana.channel('secret').id;
    await expect(ben.asks({ type: 'history', channel: secret, before: null, limit: 5 })).rejects.toThrow(/not there/);
    await sandbox.person('Ana Ruiz').invites('Ben Okafor', '#secret');
    await sandbox.eventually(() => expect(ben.channel('secret').kind).toBe('private'));
    await sandbox.person('Ana Ruiz').removes('Ben Okafor', '#secret');
    await sandbox.eventually(() => expect(() => ben.channel('secret')).toThrow(/There is no #secret/));
  });

  test('runs commands, and presses and chooses by the ids of blocks', async () => {
    await say(ana, '/tiny');
    const message = await sees(ana, /Press it/);
    const blockId = blockIdOf(message);
    const element = { place: place(message.ts), blockId };
    const strange = { selected_option: { value: 'strange' } };
    await expect(ana.asks({ type: 'press', ...element, actionId: 'kind', value: strange })).rejects.toThrow(/none of/);
    const good = { selected_option: { value: 'good', text: { type: 'plain_text', text: 'Good' } } };
    await ana.asks({ type: 'press', ...element, actionId: 'kind', value: good });
    await sees(ben, /a kind was chosen/);
    // An edit on the way gives the block another id: the button is the same.
    await ana.asks({ type: 'press', ...element, blockId: 'before', actionId: 'press', value: {} });
    await sees(ben, /pressed by <@U01ANA0001>/);
    await expect(ana.asks({ type: 'press', ...element, actionId: 'press', value: {} })).rejects.toThrow(
      /changed meanwhile/,
    );
    await expect(say(ana, '/nothing')).rejects.toThrow(/is not a valid command/);
    expect(ana.calls().map(({ method, answer }) => [method, answer])).toContainEqual(['chat.postMessage', 'ok']);
  });

  test('fills in a modal, is shown what is wrong with it and what lies on top, and closes it', async () => {
    await say(ben, '/tiny form');
    const modal = () => sandbox.eventually(() => ben.modals().at(-1) ?? fail('There is no modal.'));
    const { id: view } = await modal();
    const fill = (value: string) =>
      ben.asks({ type: 'fill', view, blockId: 'title', actionId: 'value', value: { value } });
    await ben.asks({ type: 'submit', view });
    await sandbox.eventually(() =>
      expect(ben.modals()[0]?.errors).toEqual({ title: 'Please complete this required field.' }),
    );
    await expect(fill('far too long for a small field')).rejects.toThrow(/At most 20 characters/);
    await fill('bad');
    await ben.asks({ type: 'submit', view });
    await sandbox.eventually(() => expect(ben.modals()[0]?.errors).toEqual({ title: 'Not that one.' }));
    expect(ben.modals()[0]?.values.title?.value).toEqual({ type: 'plain_text_input', value: 'bad' });
    await fill('more');
    await ben.asks({ type: 'submit', view });
    await sandbox.eventually(() => expect(ben.modals().map(({ title }) => title)).toHaveLength(2));
    expect(ana.modals()).toEqual([]);
    const top = await modal();
    await ben.asks({ type: 'close', view: top.id, all: true });
    await sandbox.eventually(() => expect(ben.modals()).toEqual([]));
    await expect(ben.asks({ type: 'submit', view })).rejects.toThrow('That form is closed.');
  });

  test('shows what only its person sees, and what the app left without an answer', async () => {
    await say(ana, '/tiny echo');
    const echo = await sees(ana, /echo at once/);
    expect(echo.ephemeral).toBe(true);
    expect((await ana.history('general')).messages.map(({ ts }) => ts)).toContain(echo.ts);
    expect(JSON.stringify(await ben.history('general'))).not.toContain('echo at once');
    await say(ana, '/tiny');
    const message = await sees(ana, /Press it/);
    const [ts, blockId] = [message.ts, blockIdOf(message)];
    sandbox.deliverTo({ kind: 'http', url: 'http://127.0.0.1:9/none' });
    await ana.asks({ type: 'press', place: place(ts), blockId, actionId: 'press', value: {} });
    await sandbox.eventually(() => expect(ana.messages('general').at(-1)?.trouble).toMatch(/trouble connecting/));
    expect(ben.messages('general').at(-1)?.trouble).toBeNull();
    await tiny.stop();
    tiny = await startTinyApp(sandbox, 'http');
    await ana.asks({ type: 'press', place: place(ts), blockId, actionId: 'press', value: {} });
    await sandbox.eventually(() => expect(ana.messages('general').at(-1)?.trouble).toBeNull());
  });

  test('reads a long history page by page, and a thread by itself', async () => {
    for (let line = 1; line <= 5; line += 1) await say(ben, `line ${line}`);
    const { ts } = await sees(ben, /line 5/);
    await say(ana, 'in its thread', ts);
    await sandbox.eventually(() =>
      expect(ben.messages('general').find((message) => message.ts === ts)?.replies?.count).toBe(1),
    );
    const newest = await ana.history('general', null, 2);
    expect(newest.messages.map(({ text }) => text)).toEqual(['line 4', 'line 5']);
    expect(newest.hasMore).toBe(true);
    const before = await ana.history('general', newest.messages[0]?.ts ?? null, 2);
    expect(before.messages.map(({ text }) => text)).toEqual(['line 2', 'line 3']);
    const thread = await ben.asks({ type: 'thread', channel: general(), threadTs: ts });
    expect(thread).toMatchObject({ messages: [{ text: 'line 5' }, { text: 'in its thread', threadTs: ts }] });
    await expect(say(ana, '/tiny', ts)).rejects.toThrow(/does not work in threads/);
  });

  test('reacts, pins, edits, deletes, uses shortcuts, opens Home and writes to somebody alone', async () => {
    await say(ana, 'to be worked on');
    const { ts } = await sees(ana, /to be worked on/);
    const at = { channel: general(), ts };
    await ben.asks({ type: 'react', ...at, name: 'eyes', on: true });
    await ben.asks({ type: 'pin', ...at, on: true });
    await ana.asks({ type: 'edit', ...at, text: 'worked on' });
    await expect(ben.asks({ type: 'edit', ...at, text: 'mine' })).rejects.toThrow(/not Ben Okafor's own/);
    const shown = await sees(ben, /^worked on$/);
    expect(shown).toMatchObject({ edited: true, reactions: [{ name: 'eyes', users: ['U01BEN0001'] }] });
    expect(ana.channel('general').pins).toEqual([{ ts, by: 'U01BEN0001' }]);
    await ana.asks({ type: 'shortcut', callbackId: 'keep_message', on: at });
    await sandbox.eventually(() => sandbox.person('Ana Ruiz').sees(/Kept: worked on/));
    await ana.asks({ type: 'delete', ...at });
    await sandbox.eventually(() => expect(ben.messages('general').some((message) => message.ts === ts)).toBe(false));
    await ana.asks({ type: 'open-home' });
    await sandbox.eventually(() =>
      expect(ana.told.findLast((one) => one.type === 'home')).toMatchObject({ home: { type: 'home' } }),
    );
    const dm = await ana.asks({ type: 'open-dm', user: 'U01BEN0001' });
    await ana.asks({ type: 'say', channel: textOf(dm), text: 'only us two', threadTs: null });
    await sandbox.eventually(() => expect(ben.channel('U01ANA0001')).toMatchObject({ kind: 'im', mentions: 1 }));
    expect(tiny.heard.some(({ event }) => event === 'message.im')).toBe(false);
  });
});

describe('what is not Slack', () => {
  test('goes to whoever stands around the workspace, who may refuse in words', async () => {
    await ana.asks({ type: 'forward', by: { minutes: 5 } });
    expect(asked.at(-1)).toEqual({ type: 'forward', by: { minutes: 5 } });
    await expect(ana.asks({ type: 'reset', runbook: 'tiny' })).rejects.toThrow('Not here.');
    const before = ana.told.length;
    live.tell('trouble');
    live.tell('trouble');
    await ana.asks({ type: 'speed', speed: 1 });
    expect(ana.told.slice(before).filter(({ type }) => type === 'trouble')).toHaveLength(1);
  });
});

describe('the address', () => {
  test('serves the page to this machine and to pages of its own only', async () => {
    expect(await (await fetch(live.url)).text()).toBe('<p>page</p>');
    expect((await fetch(`${live.url}/client.js`)).headers.get('content-type')).toMatch(/javascript/);
    expect((await fetch(`${live.url}/../package.json`)).status).toBe(404);
    const elsewhere = await fetch(live.url, { headers: { origin: 'https://elsewhere.example' } });
    expect(elsewhere.status).toBe(403);
    const socket = new WebSocket(`${live.url.replace('http', 'ws')}/live`, { origin: 'https://elsewhere.example' });
    const refused = await new Promise((resolve) => socket.once('error', () => resolve('refused')));
    expect(refused).toBe('refused');
  });

  test('gives a file only to who can see its channel', async () => {
    await sandbox.person('Ana Ruiz').says('#secret', 'here', { files: ['plan.md'] });
    const [file] = sandbox.workspace.files;
    const get = async (as: string) => (await fetch(`${live.url}/files/${file?.id}?as=${as}`)).status;
    expect([await get('U01ANA0001'), await get('U01BEN0001'), await get('')]).toEqual([200, 404, 404]);
  });
});

function blockIdOf({ blocks }: LiveMessage): string {
  return textOf(objectOf(blocks[0]).block_id);
}

function fail(why: string): never {
  throw new Error(why);
}
