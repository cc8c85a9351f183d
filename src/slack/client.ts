import { LogLevel, type Logger as SlackLogger, WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';

/** Milliseconds until a call is given up; client-errors.ts and the drains count from it. */
export const callTimeout = 10_000;

/**
 * The Web API client. It never repeats a call by itself: after a lost answer that would post twice, and after a 429 it
 * would sleep in a worker's slot. The drains reconcile and reschedule instead.
 */
export function makeSlackClient(config: Config, log: Logger): WebClient {
  return new WebClient(config.slack.botToken, {
    ...(config.slack.apiUrl === null ? {} : { slackApiUrl: config.slack.apiUrl }),
    retryConfig: { retries: 0 },
    timeout: callTimeout,
    rejectRateLimitedCalls: true,
    logger: quietLogger(log),
  });
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
