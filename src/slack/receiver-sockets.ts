import { setTimeout as delay } from 'node:timers/promises';
import { type App, SocketModeReceiver } from '@slack/bolt';
import type { Logger } from 'pino';
import { boltLogger } from './receiver-log.ts';
import type { SlackReceiver } from './receiver.ts';
import { sortEnvelope } from './sort-envelope.ts';

// Slack sends each thing to one of the connections, so a broken one costs at most what was on its way through it.
const slots = 2;
const longestPause = 5000;
// Slack may still use a connection that it asked to refresh; answers go back through it too.
const grace = 2000;

/**
 * Socket Mode connections that are replaced before they go: at a refresh the next one is opened first. The client's own
 * way closes first and waits 5 s, and what people press in between is lost; its reconnecting also fails unhandled.
 */
export function socketReceiver(input: { appToken: string; apiUrl: string | null; log: Logger }): SlackReceiver {
  const { appToken, apiUrl, log } = input;
  const stopping = new AbortController();
  const connected = new Set<SocketModeReceiver>();
  const clientOptions = {
    ...(apiUrl === null ? {} : { slackApiUrl: apiUrl }),
    retryConfig: { retries: 0 },
    timeout: 10_000,
  };
  let app: App | null = null;

  async function keepConnected(): Promise<void> {
    let failures = 0;
    while (!stopping.signal.aborted) {
      const receiver = new SocketModeReceiver({
        appToken,
        autoReconnectEnabled: false,
        installerOptions: { clientOptions },
        logger: boltLogger(log),
      });
      if (app !== null) receiver.init(app);
      const refresh = onRefresh(receiver, log);
      const closed = onClose(receiver);
      try {
        await receiver.start();
        failures = 0;
        connected.add(receiver);
        if (stopping.signal.aborted) await receiver.stop();
        void closed.then(() => connected.delete(receiver));
        await Promise.race([refresh, closed]);
        log.debug('A Socket Mode connection ends; opening the next one');
        void retire(receiver);
      } catch (error) {
        failures += 1;
        // Once or twice is a short outage; after that somebody should know.
        log[failures === 3 ? 'error' : 'debug']({ err: error, failures }, 'No Socket Mode connection; trying again');
        await pause(Math.min(longestPause, 250 * 2 ** failures));
      }
    }
  }

  async function retire(receiver: SocketModeReceiver): Promise<void> {
    await pause(grace);
    if (connected.has(receiver)) await receiver.stop();
  }

  async function pause(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: stopping.signal }).catch(() => {}); // aborted: the bot stops
  }

  return {
    receiver: {
      init: (made) => {
        app = made;
      },
      // Not awaited: the bot has work to do (timers, reminders) while Slack cannot be reached.
      start: async () => {
        for (let slot = 0; slot < slots; slot += 1) void keepConnected();
      },
      stop: async () => {
        stopping.abort();
        await Promise.all([...connected].map((receiver) => receiver.stop()));
      },
    },
    route: null,
    connected: () => connected.size > 0,
  };
}

/**
 * Resolves when Slack asks to replace the connection. The client does not see that message: it would close at once. Nor does it
 * see what no listener of ours could read, for it looks into everything unguarded, and a failure there nobody would catch.
 */
function onRefresh({ client }: SocketModeReceiver, log: Logger): Promise<void> {
  const handlers = client.listeners('ws_message');
  client.removeAllListeners('ws_message');
  return new Promise((resolve) => {
    client.on('ws_message', (data: unknown, isBinary: boolean) => {
      // What an event is called is emitted by the client under that name, beside what it tells itself.
      const to = isBinary ? 'drop' : sortEnvelope(String(data), (name) => client.listenerCount(name) > 0);
      if (to === 'refresh') resolve();
      else if (to === 'hear') for (const handle of handlers) handle(data, isBinary);
      else log.warn('A message of Socket Mode was none of Slack’s; it was dropped');
    });
  });
}

function onClose({ client }: SocketModeReceiver): Promise<void> {
  return new Promise((resolve) => {
    client.once('disconnected', () => resolve());
  });
}
