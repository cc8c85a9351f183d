import { createServer, type Server } from 'node:http';
import { clockNow } from './clock.ts';
import type { Courier, Parcel } from './delivery/courier.ts';
import { deliverEvents } from './delivery/deliver-events.ts';
import { createHttpCourier } from './delivery/http-courier.ts';
import type { Stage } from './delivery/interact.ts';
import { createSocketCourier } from './delivery/socket-courier.ts';
import { channelView, type ChannelView } from './drivers/channel-view.ts';
import { eventually } from './drivers/eventually.ts';
import { personDriver, type PersonDriver } from './drivers/person.ts';
import { emitEvent } from './state/emit-event.ts';
import { createWorkspace, type WorkspaceOptions } from './state/create-workspace.ts';
import type { Failure, Workspace } from './state/workspace.ts';
import { createFaults, type Faults } from './web-api/faults.ts';
import { createRateLimits } from './web-api/rate-limits.ts';
import type { Call, CallHook, CallServer } from './web-api/serve-call.ts';
import { serveRequest } from './serve-request.ts';

/** How the workspace reaches the app. */
export type Delivery = { kind: 'http'; url: string; signingSecret?: string } | { kind: 'socket' };

/** What a sandbox is started with; only the manifest is needed. */
export type SandboxOptions = WorkspaceOptions & {
  host?: string;
  port?: number;
  delivery?: Delivery;
  latencyMs?: number;
  rateLimits?: boolean;
  botToken?: string;
  appToken?: string;
  signingSecret?: string;
};

/** A running simulated workspace: its addresses, its people and channels, its faults and its log. */
export type Sandbox = {
  apiUrl: string;
  botToken: string;
  appToken: string;
  signingSecret: string;
  botUserId: string;
  appId: string;
  teamId: string;
  workspace: Workspace;
  calls: Call[];
  events: Parcel[];
  failures: Failure[];
  faults: Faults;
  stage: Stage;
  deliverTo(delivery: Delivery): void;
  beforeCall(hook: CallHook): () => void;
  afterCall(hook: CallHook): () => void;
  person(name: string): PersonDriver;
  channel(name: string | RegExp): ChannelView;
  channels(): ChannelView[];
  eventually: typeof eventually;
  redeliverLast(): Promise<void>;
  eventsDelivered(): Promise<void>;
  setLatency(ms: number): void;
  revokeTokens(): void;
  refreshSockets(): void;
  /** Sends the app what Slack never would, through one of its sockets. */
  sendFrame(text: string): void;
  socketConnections(): number;
  close(): Promise<void>;
};

/** Starts a simulated Slack workspace on one port of this machine. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const workspace = createWorkspace(options);
  const tokens = {
    bot: options.botToken ?? 'xoxb-sandbox-bot-token',
    app: options.appToken ?? 'xapp-sandbox-app-token',
  };
  const signingSecret = options.signingSecret ?? 'sandbox-signing-secret';
  const faults = createFaults(() => sockets.dropAll());
  const api: CallServer = {
    workspace,
    tokens,
    faults,
    limits: options.rateLimits ? createRateLimits() : undefined,
    latencyMs: options.latencyMs ?? 0,
    calls: [],
    before: [],
    after: [],
  };
  const server = createServer((request, response) => void serveRequest(api, request, response));
  const sockets = createSocketCourier(server, workspace.appId);
  const port = await listen(server, options.host ?? '127.0.0.1', options.port ?? 0);
  workspace.baseUrl = `http://${options.host ?? '127.0.0.1'}:${port}`;

  let courier: Courier | undefined;
  const deliverTo = (delivery: Delivery): void => {
    courier =
      delivery.kind === 'socket'
        ? sockets
        : createHttpCourier({ url: delivery.url, signingSecret: delivery.signingSecret ?? signingSecret });
  };
  if (options.delivery) deliverTo(options.delivery);
  // An app that opens a socket has chosen its way; nobody needs to tell the workspace.
  const stage: Stage = {
    workspace,
    courier: () => courier ?? (sockets.connections() > 0 ? sockets : undefined),
    apiIsDown: faults.isDown,
  };
  const events = deliverEvents(workspace, stage.courier);

  return {
    apiUrl: `${workspace.baseUrl}/api/`,
    botToken: tokens.bot,
    appToken: tokens.app,
    signingSecret,
    botUserId: workspace.botUserId,
    appId: workspace.appId,
    teamId: workspace.teamId,
    workspace,
    calls: api.calls,
    events: events.sent,
    failures: workspace.failures,
    faults,
    stage,
    deliverTo,
    beforeCall: (hook) => register(api.before, hook),
    afterCall: (hook) => register(api.after, hook),
    person: (name) => personDriver(stage, name),
    channel: (name) => channelView(workspace, name),
    channels: () =>
      workspace.channels
        .filter((channel) => channel.kind !== 'im')
        .map((channel) => channelView(workspace, `#${channel.name}`)),
    eventually,
    redeliverLast: events.redeliverLast,
    eventsDelivered: events.settled,
    setLatency: (ms) => {
      api.latencyMs = ms;
    },
    revokeTokens: () => {
      emitEvent(workspace, 'tokens_revoked', {
        type: 'tokens_revoked',
        tokens: { oauth: [], bot: [workspace.botUserId] },
        event_ts: String(clockNow().getTime() / 1000),
      });
      workspace.revoked = true;
    },
    refreshSockets: sockets.refresh,
    sendFrame: sockets.sendFrame,
    socketConnections: sockets.connections,
    close: () => {
      events.close();
      sockets.close();
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

function register(hooks: CallHook[], hook: CallHook): () => void {
  hooks.push(hook);
  return () => void hooks.splice(hooks.indexOf(hook), 1);
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}
