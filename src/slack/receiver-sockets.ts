import { setTimeout as delay } from 'node:timers/promises';
import { SocketModeReceiver } from '@slack/bolt';
import type { Logger } from 'pino';
import { boltLogger } from './receiver-log.ts';
import type { SlackReceiver } from './receiver.ts';

// Slack refreshes every connection a few times a day. With one, all that people press in between is lost.
const sockets = 2;
const longestPause = 5000;

/**
 * Two Socket Mode connections that mend themselves. The client's own reconnecting is off: it waits 5 s after a refresh,
 * and a failure in it would be an unhandled rejection.
 */
export function socketReceiver(input: { appToken: string; apiUrl: string | null; log: Logger }): SlackReceiver {
  const { appToken, apiUrl, log } = input;
  const stopping = new AbortController();
  const connected = new Set<SocketModeReceiver>();
  const clientOptions = { ...(apiUrl === null ? {} : { slackApiUrl: apiUrl }), retryConfig: { retries: 0 }, timeout: 10_000 };
  const receivers = Array.from({ length: sockets }, () => {
    const options = { appToken, autoReconnectEnabled: false, installerOptions: { clientOptions }, logger: boltLogger(log) };
    return new SocketModeReceiver(options);
  });

  async function keepConnected(receiver: SocketModeReceiver): Promise<void> {
    let failures = 0;
    while (!stopping.signal.aborted) {
      try {
        await receiver.start();
        failures = 0;
        connected.add(receiver);
        await closing(receiver);
        log.debug('Slack closed a Socket Mode connection; opening the next one');
      } catch (error) {
        failures += 1;
        // The first few are a refresh or a short outage; after that somebody should know.
        log[failures === 3 ? 'error' : 'debug']({ err: error, failures }, 'No Socket Mode connection; trying again');
      }
      connected.delete(receiver);
      if (failures > 0) await pause(Math.min(longestPause, 250 * 2 ** failures), stopping.signal);
    }
  }

  return {
    receiver: {
      init: (app) => {
        for (const receiver of receivers) receiver.init(app);
      },
      // Not awaited: the bot has work to do (timers, reminders) while Slack cannot be reached.
      start: async () => {
        for (const receiver of receivers) void keepConnected(receiver);
      },
      stop: async () => {
        stopping.abort();
        await Promise.all(receivers.map((receiver) => receiver.stop()));
      },
    },
    listener: null,
    connected: () => connected.size > 0,
  };
}

function closing(receiver: SocketModeReceiver): Promise<void> {
  return new Promise((resolve) => {
    receiver.client.once('disconnected', () => resolve());
  });
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => {}); // aborted: the bot stops
}
