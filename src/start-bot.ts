import { randomUUID } from 'node:crypto';
import { App } from '@slack/bolt';
import type { Logger } from 'pino';
import { systemNow } from './clock.ts';
import type { Config } from './config.ts';
import type { Ctx } from './context.ts';
import { openDatabase } from './db/connect.ts';
import { applyMigrations } from './db/migrate.ts';
import { startWorker, type Worker } from './jobs/start-worker.ts';
import { learnWorkspace } from './learn-workspace.ts';
import { makeSlackPager } from './pager/slack-pager.ts';
import { loadPolicy } from './policy/load-policy.ts';
import { loadTemplates } from './policy/load-templates.ts';
import { makeSlackClient } from './slack/client.ts';
import { watchIdentity } from './slack/identity.ts';
import { countRunning } from './slack/receiver-drain.ts';
import { boltLogger } from './slack/receiver-log.ts';
import { makeReceiver } from './slack/receiver.ts';
import { registerRoutes } from './slack/register.ts';
import { scopesRemedy } from './slack/scopes.ts';
import { templateFolder } from './template-folder.ts';
import { serveWeb } from './web/serve.ts';

/** A bot that runs. `url` is where its health is asked. */
export type RunningBot = {
  ctx: Ctx;
  url: string;
  /** Ends within 10 s: nothing new is taken in, what runs may finish. Safe to call twice. */
  stop(): Promise<void>;
  /** Resolves once no listener runs: tests and the demo wait for it. */
  idle(): Promise<void>;
};

/**
 * Puts the parts together; main.ts, the demo and the tests all start here. A policy or a template that is broken
 * refuses the start; Slack being away does not.
 */
export async function startBot(config: Config, options: { log: Logger; now?: () => Date }): Promise<RunningBot> {
  const { log } = options;
  const policy = await loadPolicy(config.runbook);
  const templates = await loadTemplates(templateFolder(config.runbook));
  const slack = makeSlackClient(config, log);
  const db = await openDatabase({
    databaseUrl: config.databaseUrl ?? undefined,
    folder: config.dataFolder,
    whenHeld: 'refuse',
    onConnectionError: (err) => log.warn({ err }, 'A database connection broke; the pool opens another'),
  });
  try {
    const applied = await applyMigrations(db.pool);
    if (applied.length > 0) log.info({ applied }, 'The database is up to date now');
    const now = options.now ?? systemNow;
    const pager = makeSlackPager({ slack, now });
    const ctx: Ctx = {
      config,
      policy,
      templates,
      db,
      slack,
      pager,
      log,
      now,
      processId: randomUUID(),
      nudge: () => {},
    };
    return await start(ctx);
  } catch (error) {
    await db.close();
    throw error;
  }
}

async function start(ctx: Ctx): Promise<RunningBot> {
  // First: Slack being away must not hold back what is due.
  const worker = await startWorker(ctx);
  ctx.nudge = worker.nudge;
  try {
    return await takeIn(ctx, worker);
  } catch (error) {
    await worker.stop();
    throw error;
  }
}

/** Everything by which something comes in: Slack and the web. */
async function takeIn(ctx: Ctx, worker: Worker): Promise<RunningBot> {
  const { config, log, db } = ctx;
  const identity = watchIdentity(ctx.slack, ctx.now);
  const { receiver, route, connected } = makeReceiver(config, log);
  const app = new App({
    receiver,
    // Our own, so that nothing waits for auth.test before the first listener. Who the bot is, is learnt beside it.
    authorize: async () => {
      const known = identity.known();
      return { botToken: config.slack.botToken, botId: known?.botId, botUserId: known?.botUserId };
    },
    logger: boltLogger(log),
    convoStore: false,
    clientOptions: config.slack.apiUrl === null ? {} : { slackApiUrl: config.slack.apiUrl },
  });
  const running = countRunning(app);
  registerRoutes(app, ctx);
  app.event('tokens_revoked', async () => identity.revoked());

  const stopping = new AbortController();
  let missing: string[] = [];
  const web = await serveWeb({
    host: config.host,
    port: config.port,
    slack: route,
    health: {
      stopping: () => stopping.signal.aborted,
      checks: {
        database: async () =>
          (await db.alive())
            ? { ok: true, detail: 'It answers.' }
            : { ok: false, detail: 'It did not answer within 2 s.' },
        queue: async () => worker.health(),
        slack: async () => {
          const { problem } = await identity.check();
          return problem === null ? { ok: true, detail: 'The token is good.' } : { ok: false, detail: problem };
        },
      },
      notes: () => [
        ...(missing.length > 0 ? [scopesRemedy(missing)] : []),
        ...(connected() ? [] : ['No Socket Mode connection is open.']),
      ],
    },
  });
  const learning = learnWorkspace(ctx, identity, stopping.signal).then(
    (found) => {
      missing = found;
    },
    (err: unknown) => log.error({ err }, 'Could not compare the workspace with the policy and the manifest'),
  );
  // Over HTTP the server above is all there is: Bolt's own would listen on every interface.
  if (route === null) await app.start();
  log.info({ url: web.url, socketMode: route === null, embedded: db.embedded }, 'Muster runs');

  let stopped: Promise<void> | null = null;
  async function stopTakingIn(): Promise<void> {
    // In Socket Mode an answer goes back through the connection that is about to be closed.
    if (route === null) await running.finish(2000);
    await Promise.all([route === null ? app.stop() : Promise.resolve(), web.stop(2000)]);
    await running.finish(2000);
  }
  async function stop(): Promise<void> {
    stopping.abort();
    // The worker has up to 8 s of the 10 there are, so all of it ends side by side.
    await Promise.all([stopTakingIn(), worker.stop(), learning]);
    await db.close();
    log.info('Muster has stopped');
  }
  return {
    ctx,
    url: web.url,
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
    idle: () => running.finish(10_000),
  };
}
