import type { IncomingMessage, RequestListener } from 'node:http';
import type { Config } from '../config.ts';
import { isBearer } from '../request/is-bearer.ts';

const loopback = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/;

/** Answers /metrics to whoever may read them; `text` is what they say. */
export function makeMetricsListener(config: Config, text: () => Promise<string>): RequestListener {
  return (request, response) => {
    const refusal = refusalOf(config, request);
    if (refusal !== null) {
      const { status, what } = refusal;
      response.writeHead(status, {
        'content-type': 'text/plain; charset=utf-8',
        ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
      });
      return void response.end(`${what}\n`);
    }
    text().then(
      (page) => {
        response.writeHead(200, {
          'content-type': 'text/plain; version=0.0.4; charset=utf-8',
          'cache-control': 'no-store',
        });
        response.end(page);
      },
      () => {
        response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' });
        response.end('The metrics could not be put together.\n');
      },
    );
  };
}

/**
 * With a token only who brings it. Without one only this machine, and only where nothing leads in from outside: over HTTP, or
 * with a public address, a proxy that forwards every path would show them to the world.
 */
function refusalOf(config: Config, { headers }: IncomingMessage): { status: 401 | 403; what: string } | null {
  if (config.metricsToken !== null)
    return isBearer(headers.authorization, config.metricsToken)
      ? null
      : { status: 401, what: 'Send Authorization: Bearer and the METRICS_TOKEN of the bot.' };
  const isInside = config.slack.appToken !== null && config.publicUrl === null && loopback.test(config.host);
  const isForwarded = headers.forwarded !== undefined || headers['x-forwarded-for'] !== undefined;
  if (isInside && !isForwarded) return null;
  return { status: 403, what: 'This bot can be reached from outside: set METRICS_TOKEN to read its metrics.' };
}
