import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { readBody } from '../sandbox/web-api/read-args.ts';

/** One address for all replicas: each request goes to the next of them. */
export type Balancer = { url: string; close(): Promise<void> };

const dropped = new Set(['host', 'connection', 'content-length', 'transfer-encoding']);

/**
 * Starts a plain round robin. Who refuses the connection is passed over; who breaks it breaks it for the one who asked. An answer
 * of 5xx to a webhook is no answer, so that PagerDuty sends it again.
 */
export async function startBalancer(urls: () => string[]): Promise<Balancer> {
  let turn = 0;
  const server = createServer((request, response) => {
    // Who asked is gone.
    pass(request, response).catch(() => request.socket.destroy());
  });
  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    const headers = Object.entries(request.headers).flatMap(([name, value]): [string, string][] =>
      dropped.has(name) || value === undefined ? [] : [[name, String(value)]],
    );
    const targets = urls();
    turn += 1;
    for (let tried = 0; tried < targets.length; tried += 1) {
      const target = targets[(turn + tried) % targets.length] ?? '';
      try {
        const answer = await fetch(`${target}${request.url ?? '/'}`, {
          method: request.method ?? 'POST',
          headers,
          body: new Uint8Array(body),
        });
        const text = await answer.text();
        if (answer.status >= 500 && request.url?.startsWith('/pagerduty')) break;
        const type = answer.headers.get('content-type') ?? 'text/plain';
        return void response.writeHead(answer.status, { 'content-type': type }).end(text);
      } catch (error) {
        if (!isRefused(error)) break;
      }
    }
    request.socket.destroy();
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function isRefused(error: unknown): boolean {
  return error instanceof Error && error.cause instanceof Error && /ECONNREFUSED/.test(String(error.cause));
}
