import { createServer, type IncomingMessage, type Server } from 'node:http';
import { WebSocketServer } from 'ws';
import type { Json } from '../json.ts';
import type { Sandbox } from '../start-sandbox.ts';
import type { Change } from '../state/tell-change.ts';
import type { User } from '../state/workspace.ts';
import type { Call } from '../web-api/serve-call.ts';
import { answerRequest, type AroundRequest, type SlackRequest } from './answer-request.ts';
import { type Browser, makeBrowser, showChanges, welcome } from './browser.ts';
import { liveCall } from './live-view.ts';
import type { LiveCall, LiveClock, LiveOutside, LiveStage, LiveTrouble, Request } from './protocol.ts';
import { readFromBrowser } from './read-request.ts';
import { type Page, serveFiles } from './serve-files.ts';

/** What is around the workspace, as whoever starts it knows it. */
export type Surroundings = {
  clock(): LiveClock;
  outside(): LiveOutside;
  trouble(): LiveTrouble;
  stage(): LiveStage;
  /** Resolves when it is done; throws, in words for a person, when it cannot be. */
  obey(request: AroundRequest): Promise<void>;
};

/** The workspace in browsers. */
export type Live = {
  url: string;
  /** Shows another workspace from now on: everybody who watches is welcomed anew. */
  show(sandbox: Sandbox): void;
  /** Tells everybody how this part is now; nothing when it is as it was. */
  tell(...parts: ('clock' | 'outside' | 'trouble' | 'stage')[]): void;
  browsers(): number;
  close(): Promise<void>;
};

/** Calls of the log that a browser gets when it connects. */
const MOST_CALLS = 300;
const host = '127.0.0.1';

/** Serves a workspace to browsers on this machine. Without a page there is a placeholder. */
export async function startLive(options: {
  sandbox: Sandbox;
  around: Surroundings;
  page: Page | null;
  port?: number;
}): Promise<Live> {
  const { around } = options;
  let { sandbox } = options;
  const browsers = new Set<Browser>();
  let calls: LiveCall[] = [];
  const callIds = new WeakMap<Call, number>();
  let lastCall = 0;
  let changes = new Map<string, Change>();

  const onChange = (change: Change): void => {
    if (changes.size === 0) setImmediate(flush);
    changes.set(JSON.stringify(change), change);
  };
  function flush(): void {
    const moved = [...changes.values()];
    changes = new Map();
    for (const browser of browsers) showChanges(sandbox.workspace, browser, moved);
  }
  const onCall = (call: Call): void => {
    const id = callIds.get(call) ?? ++lastCall;
    callIds.set(call, id);
    const shown = liveCall(id, call);
    calls = [...calls.filter((one) => one.id !== id), shown].slice(-MOST_CALLS);
    for (const browser of browsers) browser.send({ type: 'call', call: shown });
  };
  const watch = (): void => void sandbox.workspace.bus.on('change', onChange).on('call', onCall);
  const unwatch = (): void => void sandbox.workspace.bus.off('change', onChange).off('call', onCall);

  const server = createServer((request, response) => {
    if (!isOurs(request, port)) return void response.writeHead(403).end('Only this page may ask.');
    serveFiles({ workspace: sandbox.workspace, page: options.page }, request, response);
  });
  const hub = new WebSocketServer({ noServer: true, maxPayload: 1_000_000 });
  server.on('upgrade', (request, socket, head) => {
    const url = new URL(request.url ?? '/', 'http://sandbox');
    if (url.pathname !== '/live' || !isOurs(request, port)) return socket.destroy();
    hub.handleUpgrade(request, socket, head, (client) => {
      const browser = makeBrowser(sandbox.workspace, url.searchParams.get('as') ?? '', (text) => client.send(text));
      browsers.add(browser);
      client.on('close', () => browsers.delete(browser));
      client.on('error', () => client.terminate());
      client.on('message', (data) => void answer(browser, Buffer.isBuffer(data) ? data.toString('utf8') : ''));
      welcome(sandbox.workspace, browser, { ...parts(), calls });
    });
  });
  const port = await listen(server, options.port ?? 0);
  watch();

  const parts = () => ({
    clock: around.clock(),
    outside: around.outside(),
    trouble: around.trouble(),
    stage: around.stage(),
  });

  async function answer(browser: Browser, sent: string): Promise<void> {
    const read = readFromBrowser(sent);
    if (read === undefined) return;
    const { id, request } = read;
    try {
      if (request instanceof Error) throw request;
      browser.send({ type: 'answer', id, answer: await obey(browser.user, request) });
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      browser.send({ type: 'refused', id, reason: error.message });
    }
  }

  async function obey(user: User, request: Request): Promise<Json> {
    if (!isAround(request)) return answerRequest(sandbox.stage, user, request);
    await around.obey(request);
    return null;
  }

  return {
    url: `http://${host}:${port}`,
    show: (other) => {
      unwatch();
      sandbox = other;
      calls = [];
      changes = new Map();
      watch();
      for (const browser of browsers) {
        browser.meet(other.workspace);
        welcome(other.workspace, browser, { ...parts(), calls });
      }
    },
    tell: (...wanted) => {
      const all = parts();
      for (const browser of browsers) {
        for (const part of wanted) {
          if (part === 'clock') browser.show(part, { type: part, clock: all.clock });
          if (part === 'outside') browser.show(part, { type: part, outside: all.outside });
          if (part === 'trouble') browser.show(part, { type: part, trouble: all.trouble });
          if (part === 'stage') browser.show(part, { type: part, stage: all.stage });
        }
      }
    },
    browsers: () => browsers.size,
    close: () => {
      unwatch();
      for (const client of hub.clients) client.terminate();
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

function isAround(request: SlackRequest | AroundRequest): request is AroundRequest {
  return ['forward', 'speed', 'trouble', 'page', 'reset', 'demo'].includes(request.type);
}

/** A page of elsewhere could reach 127.0.0.1 too; only the one that was served here may drive the workspace. */
function isOurs({ headers }: IncomingMessage, port: number): boolean {
  const names = [`${host}:${port}`, `localhost:${port}`];
  const { origin } = headers;
  return (
    names.includes(headers.host ?? '') && (origin === undefined || names.some((name) => origin === `http://${name}`))
  );
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}
