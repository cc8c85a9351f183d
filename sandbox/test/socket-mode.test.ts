import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { moveClock, removeClock } from '../clock.ts';
import { objectOf, parseJson, textOf, type JsonObject } from '../json.ts';
import { startSandbox, type Sandbox } from '../start-sandbox.ts';
import { callApi, manifest } from './call-api.ts';

let sandbox: Sandbox;
let sockets: WebSocket[] = [];
beforeEach(async () => {
  sandbox = await startSandbox({ manifest });
});
afterEach(async () => {
  for (const socket of sockets) socket.terminate();
  sockets = [];
  removeClock();
  await sandbox.close();
});

/** Opens a socket as an app does; it acknowledges every envelope and keeps what it heard. */
async function connect(): Promise<{ heard: JsonObject[]; socket: WebSocket }> {
  const { url } = await callApi(sandbox, 'apps.connections.open', {}, sandbox.appToken);
  const socket = new WebSocket(textOf(url));
  sockets.push(socket);
  const heard: JsonObject[] = [];
  socket.on('message', (data) => {
    const message = objectOf(parseJson(Buffer.isBuffer(data) ? data.toString('utf8') : ''));
    heard.push(message);
    if (message.envelope_id) socket.send(JSON.stringify({ envelope_id: message.envelope_id }));
  });
  await sandbox.eventually(() =>
    expect(heard[0]).toMatchObject({ type: 'hello', connection_info: { app_id: sandbox.appId } }),
  );
  return { heard, socket };
}

test('each envelope goes to one of the sockets and says what it is', async () => {
  const [one, two] = [await connect(), await connect()];
  const ana = sandbox.person('Ana Ruiz');
  for (let number = 1; number <= 4; number += 1) await ana.runs(`/tiny ${number}`, { in: '#general' });
  const texts = (heard: JsonObject[]): string[] =>
    heard.slice(1).map((envelope) => textOf(objectOf(envelope.payload).text));
  expect([...texts(one.heard), ...texts(two.heard)].sort()).toEqual(['1', '2', '3', '4']);
  expect(texts(one.heard)).toHaveLength(2);
  expect(one.heard[1]).toMatchObject({
    type: 'slash_commands',
    accepts_response_payload: true,
    payload: { command: '/tiny' },
  });
});

test('ten sockets may be open, an eleventh is turned away', async () => {
  for (let number = 1; number <= 10; number += 1) await connect();
  const { url } = await callApi(sandbox, 'apps.connections.open', {}, sandbox.appToken);
  const eleventh = new WebSocket(textOf(url));
  sockets.push(eleventh);
  const refused = await new Promise((resolve) =>
    eleventh.once('error', () => resolve('refused')).once('open', () => resolve('open')),
  );
  expect(refused).toBe('refused');
  expect(sandbox.socketConnections()).toBe(10);
});

test('an event that no socket took comes again when one is there, with its retry', async () => {
  sandbox.deliverTo({ kind: 'socket' });
  await sandbox.person('Ana Ruiz').says('#general', 'anybody?');
  const { heard } = await connect();
  moveClock(61_000);
  await sandbox.eventually(() =>
    expect(heard[1]).toMatchObject({ type: 'events_api', payload: { event: { text: 'anybody?' } } }),
  );
  expect(heard[1]?.retry_attempt).toBeGreaterThanOrEqual(1);
});

test('a refresh is announced on every socket', async () => {
  const { heard } = await connect();
  sandbox.refreshSockets();
  await sandbox.eventually(() =>
    expect(heard.at(-1)).toMatchObject({ type: 'disconnect', reason: 'refresh_requested' }),
  );
});

test('without a socket a command fails at once before the eyes of the person', async () => {
  sandbox.deliverTo({ kind: 'socket' });
  const ana = sandbox.person('Ana Ruiz');
  await ana.runs('/tiny', { in: '#general' });
  expect(ana.failures()).toEqual(['/tiny: no_connection']);
});
