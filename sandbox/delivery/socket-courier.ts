import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { WebSocketServer, type WebSocket } from 'ws';
import { RealDate } from '../clock.ts';
import { isObject, objectOf, parseJson, textOf, type JsonObject } from '../json.ts';
import { ACK_WITHIN_MS, type Courier, type Parcel, type Receipt } from './courier.ts';

const MAX_CONNECTIONS = 10;
const PING_EVERY_MS = 5000;

/** Socket Mode: the app holds up to ten sockets, each parcel goes to one of them. */
export type SocketCourier = Courier & {
  refresh(): void;
  sendFrame(text: string): void;
  dropAll(): void;
  connections(): number;
  close(): void;
};

/** Serves Socket Mode under /link/ of the workspace's own server. */
export function createSocketCourier(server: Server, appId: string): SocketCourier {
  const hub = new WebSocketServer({ noServer: true });
  const waiting = new Map<string, (body: JsonObject | string) => void>();
  let sockets: WebSocket[] = [];
  let turn = 0;

  server.on('upgrade', (request, socket, head) => {
    if (!request.url?.startsWith('/link/') || sockets.length >= MAX_CONNECTIONS) return socket.destroy();
    hub.handleUpgrade(request, socket, head, (client) => {
      sockets.push(client);
      client.on('close', () => {
        sockets = sockets.filter((one) => one !== client);
      });
      client.on('error', () => client.terminate());
      client.on('message', (data) => receive(Buffer.isBuffer(data) ? data.toString('utf8') : ''));
      client.send(
        JSON.stringify({
          type: 'hello',
          num_connections: sockets.length,
          connection_info: { app_id: appId },
          debug_info: { host: 'sandbox', build_number: 1, approximate_connection_time: 18060 },
        }),
      );
    });
  });
  const pings = setInterval(() => sockets.forEach((client) => client.ping()), PING_EVERY_MS);
  pings.unref();

  function receive(text: string): void {
    const message = parseJson(text);
    if (!isObject(message)) return;
    const answer = waiting.get(textOf(message.envelope_id));
    waiting.delete(textOf(message.envelope_id));
    answer?.(typeof message.payload === 'string' ? message.payload : objectOf(message.payload));
  }

  function send(parcel: Parcel): Promise<Receipt> {
    const open = sockets.filter((client) => client.readyState === client.OPEN);
    turn += 1;
    const client = open[turn % Math.max(1, open.length)];
    if (!client) return Promise.resolve({ kind: 'failed', reason: 'no_connection' });
    const id = randomUUID();
    const started = RealDate.now();
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        waiting.delete(id);
        resolve({ kind: 'failed', reason: 'timeout' });
      }, ACK_WITHIN_MS);
      waiting.set(id, (body) => {
        clearTimeout(timer);
        resolve({ kind: 'acked', body, ms: RealDate.now() - started });
      });
      const retry =
        parcel.kind === 'events_api'
          ? { retry_attempt: parcel.retry?.number ?? 0, retry_reason: parcel.retry?.reason ?? '' }
          : {};
      client.send(
        JSON.stringify({
          envelope_id: id,
          type: parcel.kind,
          payload: parcel.payload,
          accepts_response_payload: parcel.kind !== 'events_api',
          ...retry,
        }),
      );
    });
  }

  return {
    send,
    connections: () => sockets.length,
    // Slack announces a refresh and closes the old socket a moment later.
    refresh: () =>
      sockets.forEach((client) =>
        client.send(
          JSON.stringify({ type: 'disconnect', reason: 'refresh_requested', debug_info: { host: 'sandbox' } }),
        ),
      ),
    sendFrame: (text) => sockets.at(-1)?.send(text),
    dropAll: () => sockets.forEach((client) => client.terminate()),
    close: () => {
      clearInterval(pings);
      sockets.forEach((client) => client.close(1000));
      hub.close();
    },
  };
}
