import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { UserError } from '../errors.ts';
import { type HealthSources, readiness } from './health.ts';
import { urlOf } from './url-of.ts';

/**
 * What a client may cost. Whoever asks us sends at once, so who dawdles is cut off: headers within 5 s, all of a request within
 * 15 s. An idle connection stays longer than proxies keep theirs (nginx 60 s), or they would send into one that just closed.
 * Node refuses more than 16 kB of headers with 431 by itself.
 */
const limits = {
  headersTimeout: 5000,
  requestTimeout: 15_000,
  connectionsCheckingInterval: 1000,
  keepAliveTimeout: 65_000,
  maxHeaderSize: 16_384,
};
const mostConnections = 512;
const mostHeaders = 100;

/** The bot's one web server. */
export type WebServer = { url: string; stop(within: number): Promise<void> };

/** Serves /healthz, /readyz, /metrics, the API and webhooks where there are some and, over HTTP, Slack's requests; listens on `host` alone. */
export async function serveWeb(input: {
  host: string;
  port: number;
  health: HealthSources;
  slack: { path: string; listener: RequestListener } | null;
  api: RequestListener | null;
  /** What else takes POST, by its path. */
  webhooks?: Record<string, RequestListener>;
  metrics?: RequestListener | null;
}): Promise<WebServer> {
  const { host, port, health, slack, api, webhooks = {}, metrics = null } = input;
  const ready = sharedWhilePending(() => readiness(health));
  const server = createServer(limits, (request, response) => {
    const path = (request.url ?? '/').split('?')[0];
    const webhook = Object.hasOwn(webhooks, path ?? '') ? webhooks[path ?? ''] : undefined;
    if (slack !== null && path === slack.path && request.method === 'POST') {
      slack.listener(request, response);
    } else if (api !== null && path?.startsWith('/api/')) {
      api(request, response);
    } else if (webhook !== undefined && request.method === 'POST') {
      webhook(request, response);
    } else if (metrics !== null && path === '/metrics' && isRead(request.method)) {
      metrics(request, response);
    } else if (path === '/healthz' && isRead(request.method)) {
      answer(response, 200, { ok: true });
    } else if (path === '/readyz' && isRead(request.method)) {
      void ready().then((state) => answer(response, state.ready ? 200 : 503, state));
    } else {
      // A body that nobody reads would hold the connection.
      answer(response, 404, { error: 'Nothing is here.' }, request.complete ? {} : { connection: 'close' });
    }
  });
  server.maxConnections = mostConnections;
  server.maxHeadersCount = mostHeaders;
  await listen(server, host, port);
  const address = server.address();
  const bound = address !== null && typeof address === 'object' ? address.port : port;
  return {
    url: urlOf(host, bound),
    async stop(within) {
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      server.closeIdleConnections();
      const cut = setTimeout(() => server.closeAllConnections(), within);
      await closed;
      clearTimeout(cut);
    },
  };
}

/** Who asks while it is being found out gets the same answer: a thousand that ask at once cost one look. */
function sharedWhilePending<T>(find: () => Promise<T>): () => Promise<T> {
  let pending: Promise<T> | null = null;
  return () => {
    pending ??= find().finally(() => {
      pending = null;
    });
    return pending;
  };
}

function isRead(method: string | undefined): boolean {
  return method === 'GET' || method === 'HEAD';
}

function answer(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { ...headers, 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(`${JSON.stringify(body)}\n`);
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => {
      const what = `Cannot listen on ${host}:${port} (${cause.message}).`;
      reject(
        new UserError(
          'cannot_listen',
          what,
          'Set HOST and PORT to an address of this machine and a port that is free.',
          { cause },
        ),
      );
    });
    server.listen(port, host, () => resolve());
  });
}
