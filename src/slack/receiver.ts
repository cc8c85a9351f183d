import type { RequestListener } from 'node:http';
import type { Receiver } from '@slack/bolt';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { httpReceiver } from './receiver-http.ts';
import { socketReceiver } from './receiver-sockets.ts';

/** How Slack reaches this bot. */
export type SlackReceiver = {
  receiver: Receiver;
  /** Answers Slack's requests; null in Socket Mode. The server itself is ours (src/web/serve.ts). */
  route: { path: string; listener: RequestListener } | null;
  /** Whether at least one way in is open now. Over HTTP that is up to Slack. */
  connected(): boolean;
};

/** Socket Mode with an app token, else signed HTTP. */
export function makeReceiver({ slack }: Pick<Config, 'slack'>, log: Logger, now: () => Date): SlackReceiver {
  const { appToken, signingSecret, apiUrl } = slack;
  if (appToken !== null) return socketReceiver({ appToken, apiUrl, log });
  if (signingSecret === null)
    throw new Error('Neither an app token nor a signing secret is set; parseConfig refuses that.');
  return httpReceiver({ signingSecret, log, now });
}
