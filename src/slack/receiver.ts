import type { RequestListener } from 'node:http';
import { HTTPReceiver, type Receiver } from '@slack/bolt';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { boltLogger } from './receiver-log.ts';
import { socketReceiver } from './receiver-sockets.ts';

/** How Slack reaches this bot. */
export type SlackReceiver = {
  receiver: Receiver;
  /** Answers Slack's requests; null in Socket Mode. The server itself is ours (src/web/serve.ts). */
  route: { path: string; listener: RequestListener } | null;
  /** Whether at least one way in is open now. Over HTTP that is up to Slack. */
  connected(): boolean;
};

const slackPath = '/slack/events';

/** Socket Mode with an app token, else signed HTTP. */
export function makeReceiver(config: Config, log: Logger): SlackReceiver {
  const { appToken, signingSecret, apiUrl } = config.slack;
  if (appToken !== null) return socketReceiver({ appToken, apiUrl, log });
  if (signingSecret === null)
    throw new Error('Neither an app token nor a signing secret is set; parseConfig refuses that.');
  const receiver = new HTTPReceiver({ signingSecret, endpoints: slackPath, logger: boltLogger(log) });
  return { receiver, route: { path: slackPath, listener: receiver.requestListener }, connected: () => true };
}
