import { join } from 'node:path';
import type { Logger } from 'pino';
import { clockNow, installClock, moveClock } from '../../sandbox/clock.ts';
import type { ChannelView } from '../../sandbox/drivers/channel-view.ts';
import type { PersonDriver } from '../../sandbox/drivers/person.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox/start-sandbox.ts';
import type { Config } from '../../src/config.ts';
import { type RunningBot, startBot } from '../../src/start-bot.ts';
import type { Policy } from '../../src/domain/policy.ts';
import { botAtWork } from '../../workbench/bot-at-work.ts';
import { hopTo } from '../../workbench/hop-clock.ts';
import { settleWorld } from '../../workbench/settle-world.ts';
import { runbooksOf } from './runbooks.ts';

/** The real bot beside a simulated workspace, in this process, on a clock that a test moves. */
export type World = {
  bot: RunningBot;
  sandbox: Sandbox;
  config: Config;
  clock: {
    now(): Date;
    /** Moves the clock, stopping at every moment at which something is due. */
    forward(by: { hours?: number; minutes?: number; seconds?: number }): Promise<void>;
  };
  /** Waits until the bot has nothing left to do at this moment. */
  settle(): Promise<void>;
  /** The incident's channel: the newest whose name fits. */
  channel(name?: string | RegExp): ChannelView;
  announcements(): ChannelView;
  person(name: string): PersonDriver;
  ana: PersonDriver;
  ben: PersonDriver;
  cy: PersonDriver;
  dee: PersonDriver;
  eli: PersonDriver;
  flo: PersonDriver;
  lena: PersonDriver;
  /** Stops the bot and starts it again on the same database; the workspace goes on meanwhile. */
  restart(whileDown?: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
};

/** What a world can be made with; every key has a default. */
export type WorldOptions = {
  /** Runbook folder. */
  policy?: string;
  /** What the policy says besides what its folder says. */
  saying?: (policy: Policy) => Policy;
  delivery?: 'http' | 'socket';
  /** The clock only goes forward, so a world begins at the next such moment (UTC). Tuesday 03:00 unless told. */
  startAt?: { weekday: 1 | 2 | 3 | 4 | 5 | 6 | 7; time: `${number}:${number}` };
  /** Name of the announcements channel; null for none. */
  announce?: string | null;
  sandbox?: Partial<SandboxOptions>;
  config?: Partial<Config>;
  /** Looks at the workspace whenever the clock stands still between two hops; the demo prints from it. */
  onStill?: () => void;
};

const root = join(import.meta.dirname, '../..');

/** Starts a workspace and a bot on a database that is already made; `close` leaves the database to whoever made it. */
export async function assembleWorld(
  options: WorldOptions & { database: { folder: string; databaseUrl?: string }; log: Logger },
): Promise<World> {
  installClock();
  moveClock(msUntil(options.startAt ?? { weekday: 2, time: '03:00' }));
  const sandbox = await startSandbox({ manifest: join(root, 'manifest.yaml'), ...options.sandbox });
  const socket = options.delivery === 'socket';
  const config: Config = {
    slack: {
      botToken: sandbox.botToken,
      appToken: socket ? sandbox.appToken : null,
      signingSecret: socket ? null : sandbox.signingSecret,
      apiUrl: sandbox.apiUrl,
    },
    databaseUrl: options.database.databaseUrl ?? null,
    dataFolder: options.database.folder,
    runbook: options.policy ?? join(root, 'test/support/runbooks/acme'),
    announceChannel: options.announce === undefined ? 'incidents' : options.announce,
    slackCommand: '/incident',
    host: '127.0.0.1',
    port: 0,
    publicUrl: null,
    apiToken: null,
    metricsToken: null,
    heartbeat: null,
    pagerDuty: null,
    logLevel: 'warn',
    ...options.config,
  };
  let bot = await startAndConnect();

  async function startAndConnect(): Promise<RunningBot> {
    const started = await startBot(config, { log: options.log, now: () => new Date(), whenHeld: 'join' });
    const { policy, templates, problems } = started.ctx.runbooks.current;
    if (options.saying) started.ctx.runbooks = runbooksOf(options.saying(policy), templates, problems);
    if (socket) await sandbox.eventually(() => needs(sandbox.socketConnections() > 0, 'The bot has opened no socket.'));
    else sandbox.deliverTo({ kind: 'http', url: `${started.url}/slack/events` });
    return started;
  }
  async function still(): Promise<void> {
    await settleWorld(botAtWork(bot), sandbox);
    options.onStill?.();
  }
  const person = (name: string): PersonDriver => sandbox.person(name);
  return {
    get bot() {
      return bot;
    },
    sandbox,
    config,
    clock: {
      now: clockNow,
      forward: ({ hours = 0, minutes = 0, seconds = 0 }) =>
        hopTo(new Date(clockNow().getTime() + ((hours * 60 + minutes) * 60 + seconds) * 1000), {
          next: () => botAtWork(bot).nextJob(),
          moved: async () => {},
          settle: still,
        }),
    },
    settle: still,
    channel: (name) => sandbox.channel(name ?? /^inc(ident)?-/),
    announcements: () => sandbox.channel(`#${config.announceChannel}`),
    person,
    ana: person('Ana Ruiz'),
    ben: person('Ben Okafor'),
    cy: person('Cy Tan'),
    dee: person('Dee Novak'),
    eli: person('Eli Brand'),
    flo: person('Flo Meyer'),
    lena: person('Lena Vogt'),
    restart: async (whileDown) => {
      await bot.stop();
      await whileDown?.();
      bot = await startAndConnect();
      await still();
    },
    close: async () => {
      await bot.stop();
      await sandbox.close();
    },
  };
}

function msUntil({ weekday, time }: { weekday: number; time: string }): number {
  const now = clockNow();
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const days = (weekday - now.getUTCDay() + 7) % 7;
  const then = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + days, hour, minute);
  const week = 7 * 24 * 60 * 60 * 1000;
  return then >= now.getTime() ? then - now.getTime() : then + week - now.getTime();
}

function needs(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise);
}
