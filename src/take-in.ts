import type { RequestListener } from 'node:http';
import { App } from '@slack/bolt';
import packageJson from '../package.json' with { type: 'json' };
import { makeOutsideBeat } from './beat-outside.ts';
import type { Ctx } from './context.ts';
import { onlyWorkspace } from './db/incidents.ts';
import type { Worker } from './jobs/start-worker.ts';
import { learnWorkspace } from './learn-workspace.ts';
import { watchIdentity } from './slack/identity.ts';
import { countRunning } from './slack/receiver-drain.ts';
import { boltLogger } from './slack/receiver-log.ts';
import { makeReceiver } from './slack/receiver.ts';
import { registerRoutes } from './slack/register.ts';
import { runTyped } from './slack/run-typed.ts';
import { scopesRemedy } from './slack/scopes.ts';
import { tokenRemedy } from './slack/token-remedy.ts';
import { tellStart } from './tell-start.ts';
import { lookEvery, watchTroubles } from './watch-troubles.ts';
import { repeat } from './jobs/repeat.ts';
import { makeMetricsPage } from './metrics/page.ts';
import { makeApi } from './web/api/serve-api.ts';
import { type HealthSources, readiness } from './web/health.ts';
import { makePagerDutyWebhook, webhookPath } from './web/pagerduty.ts';
import { makeMetricsListener } from './web/serve-metrics.ts';
import { serveWeb } from './web/serve.ts';

/** What comes in, until it is stopped. */
export type TakingIn = { url: string; stop(): Promise<void>; idle(): Promise<void>; jobsIdle(): Promise<void> };

function webhooksOf(ctx: Ctx): Record<string, RequestListener> {
  const secret = ctx.config.pagerDuty?.webhookSecret ?? null;
  return secret === null ? {} : { [webhookPath]: makePagerDutyWebhook(ctx, secret) };
}

/** Tells whoever watches from outside that Muster works, at once and from then on. Returns what ends it. */
function startBeating(ctx: Ctx, health: HealthSources): () => Promise<void> {
  const { heartbeat } = ctx.config;
  if (heartbeat === null) return async () => {};
  const beat = makeOutsideBeat(ctx, heartbeat.url, () => readiness(health));
  void beat();
  return repeat(ctx.log, heartbeat.every, 'The heartbeat to outside', beat);
}

/** Opens everything by which something comes in: Slack and the web. Stopping it stops the worker and the database, too. */
export async function takeIn(ctx: Ctx, worker: Worker, tell: ((lines: string[]) => void) | null): Promise<TakingIn> {
  const { config, log, db } = ctx;
  const identity = watchIdentity(ctx.slack, ctx.now);
  const { receiver, route, connected } = makeReceiver(config, log, ctx.now);
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
  const troubles = watchTroubles(ctx, identity);
  app.event('tokens_revoked', async () => {
    identity.revoked();
    await troubles.look();
  });

  const stopping = new AbortController();
  const health: HealthSources = {
    stopping: () => stopping.signal.aborted,
    checks: {
      database: async () =>
        (await db.alive())
          ? { ok: true, detail: 'It answers.' }
          : { ok: false, detail: 'It did not answer within 2 s.' },
      queue: async () => worker.health(),
      slack: async () => {
        const { problem, refused } = await identity.check();
        if (problem === null) return { ok: true, detail: 'The token is good.' };
        return { ok: false, detail: refused === null ? problem : `${problem} ${tokenRemedy}` };
      },
    },
    notes: () => [
      ...(troubles.missing().length > 0 ? [scopesRemedy(troubles.missing())] : []),
      ...(connected() ? [] : ['No Socket Mode connection is open.']),
    ],
  };
  const web = await serveWeb({
    host: config.host,
    port: config.port,
    slack: route,
    api:
      config.apiToken === null
        ? null
        : makeApi(ctx, {
            token: config.apiToken,
            runTyped,
            workspace: async () => identity.known()?.teamId ?? (await onlyWorkspace(ctx.db.prisma)),
          }),
    webhooks: webhooksOf(ctx),
    health,
    metrics: makeMetricsListener(
      config,
      makeMetricsPage(ctx, { version: packageJson.version, readings: () => readiness(health) }),
    ),
  });
  const learning = learnWorkspace(ctx, troubles, stopping.signal)
    .then(async (known) => {
      if (known !== null && tell !== null)
        tell(await tellStart(ctx, { identity: known, missing: troubles.missing(), url: web.url }));
    })
    .catch((err: unknown) => log.error({ err }, 'Could not compare the workspace with the policy and the manifest'));
  const endLooking = repeat(log, lookEvery, 'Looking at the token', async () => void (await troubles.look()));
  const endBeating = startBeating(ctx, health);
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
    const ended = await Promise.allSettled([stopTakingIn(), worker.stop(), learning, endLooking(), endBeating()]);
    const closed = await Promise.allSettled([db.close()]);
    // Without its database, say, a bot must end all the same.
    for (const end of [...ended, ...closed]) {
      if (end.status === 'rejected') log.error({ err: end.reason }, 'Something did not end well');
    }
    log.info('Muster has stopped');
  }
  return {
    url: web.url,
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
    idle: () => running.finish(10_000),
    jobsIdle: () => worker.idle(),
  };
}
