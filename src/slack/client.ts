import {
  LogLevel,
  type Logger as SlackLogger,
  type WebAPICallResult,
  WebClient,
  type WebClientOptions,
} from '@slack/web-api';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { type SlackLimits, withinLimits } from './client-limits.ts';
import { type CallListener, heard } from './client-listener.ts';
import { troubleOf } from './client-trouble.ts';

/** Milliseconds until a call is given up; client-errors.ts and the drains count from it. */
export const callTimeout = 10_000;

/**
 * The Web API client. It never repeats a call by itself: after a lost answer that would post twice, and after a 429 it
 * would sleep in a worker's slot. The drains reconcile and reschedule instead. With `limits` it also keeps to what Slack said
 * to any replica.
 */
export function makeSlackClient(
  config: Config,
  log: Logger,
  listener: CallListener | null = null,
  limits: SlackLimits | null = null,
): WebClient {
  const options: WebClientOptions = {
    ...(config.slack.apiUrl === null ? {} : { slackApiUrl: config.slack.apiUrl }),
    ...(limits === null ? {} : { fetch: withinLimits(limits) }),
    retryConfig: { retries: 0 },
    timeout: callTimeout,
    rejectRateLimitedCalls: true,
    logger: quietLogger(log),
  };
  if (listener === null) return new WebClient(config.slack.botToken, options);
  return new CountedClient(config.slack.botToken, options, listener);
}

// A class, because the client binds its methods to `apiCall` while it is made: nothing put there later is called.
class CountedClient extends WebClient {
  readonly #listener: CallListener;

  constructor(token: string, options: WebClientOptions, listener: CallListener) {
    super(token, options);
    this.#listener = listener;
  }

  override async apiCall(method: string, options?: Record<string, unknown>): Promise<WebAPICallResult> {
    const about = { what: method, troubleOf };
    return heard(this.#listener, about, () => super.apiCall(method, options));
  }
}

/** The client's own log at `warn` and above; below it would repeat what people wrote. */
function quietLogger(log: Logger): SlackLogger {
  const said = (...parts: unknown[]) => parts.map(String).join(' ');
  return {
    debug: () => {},
    info: () => {},
    warn: (...parts) => log.warn(said(...parts)),
    error: (...parts) => log.error(said(...parts)),
    setLevel: () => {},
    getLevel: () => LogLevel.WARN,
    setName: () => {},
  };
}
