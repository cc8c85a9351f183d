import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { systemNow } from './clock.ts';
import { makeRunbooks } from './commands/make-runbooks.ts';
import type { Config } from './config.ts';
import type { Ctx } from './context.ts';
import { openDatabase, type WhenHeld } from './db/connect.ts';
import { addRunbookChange } from './db/audit-trail.ts';
import { applyMigrations } from './db/migrate.ts';
import { keepProblems } from './db/problems.ts';
import { keepVersion } from './db/runbook-versions.ts';
import { startWorker } from './jobs/start-worker.ts';
import { learnPeople } from './learn-people.ts';
import { makeSlackPager } from './pager/slack-pager.ts';
import { makeMetrics } from './metrics/metrics.ts';
import { makePhone } from './make-phone.ts';
import { loadRunbook } from './policy/load-runbook.ts';
import { sharedBy } from './jobs/share-limits.ts';
import { makeSlackLimits } from './slack/client-limits.ts';
import { makeSlackClient } from './slack/client.ts';
import type { takeIn as TakeInFunction } from './take-in.ts';

type TakeIn = typeof TakeInFunction;

/** How long a start waits for the people who are named by e-mail. Milliseconds. */
const peoplePatience = 2500;

/** A bot that runs. `url` is where its health is asked. */
export type RunningBot = {
  ctx: Ctx;
  url: string;
  /** Ends within 10 s: nothing new is taken in, what runs may finish. Safe to call twice. */
  stop(): Promise<void>;
  /** Resolves once no listener runs: tests and the demo wait for it. */
  idle(): Promise<void>;
  /** Resolves once no job of this process runs; for them, too. */
  jobsIdle(): Promise<void>;
};

/**
 * Puts the parts together; main.ts, the demo and the tests all start here. A policy or a template that is broken
 * refuses the start; Slack being away does not.
 */
export async function startBot(
  config: Config,
  options: {
    log: Logger;
    now?: () => Date;
    /** Hears, once Slack knows the bot, what it is connected to and what is missing. */
    tell?: (lines: string[]) => void;
    /** Refused unless told: a bot shares the data folder with nobody. A test joins the database that it holds already. */
    whenHeld?: WhenHeld;
  },
): Promise<RunningBot> {
  const { log } = options;
  const runbook = await loadRunbook(config.runbook);
  const now = options.now ?? systemNow;
  const metrics = makeMetrics();
  const limits = makeSlackLimits(now);
  const slack = makeSlackClient(config, log, { ended: metrics.slackCalled, now }, limits);
  // Bolt and the listeners take as long to load as the database takes to open.
  const loading = import('./take-in.ts');
  const db = await openDatabase({
    databaseUrl: config.databaseUrl ?? undefined,
    folder: config.dataFolder,
    whenHeld: options.whenHeld ?? 'refuse',
    onConnectionError: (err) => log.warn({ err }, 'A database connection broke; the pool opens another'),
  });
  try {
    const applied = await applyMigrations(db.pool);
    if (applied.length > 0) log.info({ applied }, 'The database is up to date now');
    limits.share = sharedBy(db, { log, now });
    const pager = makeSlackPager({ slack, now });
    const runbooks = makeRunbooks({
      db,
      now,
      loaded: runbook,
      whenUnreadable: ({ remedy, ...about }) => log.error(about, remedy),
    });
    const ctx: Ctx = {
      config,
      runbooks,
      db,
      slack,
      limits,
      pager,
      phone: makePhone(config, { slack, runbooks, log, metrics, now }),
      log,
      metrics,
      now,
      processId: randomUUID(),
      nudge: () => {},
    };
    await keepVersion(db.plain, { ...runbook, now: now() });
    await addRunbookChange(db.prisma, { hash: runbook.hash, now: now() });
    await keepProblems(db.prisma, runbook.hash, runbook.problems);
    return await start(ctx, (await loading).takeIn, options.tell ?? null);
  } catch (error) {
    await db.close();
    throw error;
  }
}

async function start(ctx: Ctx, takeIn: TakeIn, tell: ((lines: string[]) => void) | null): Promise<RunningBot> {
  const ending = new AbortController();
  const learning = learnPeople(ctx, ending.signal);
  try {
    // A step that is due should find its person. Slack being away holds it back no longer than this; the asking goes on.
    await Promise.race([learning, delay(peoplePatience, undefined, { ref: false })]);
    const worker = await startWorker(ctx);
    ctx.nudge = worker.nudge;
    const taking = await takeIn(ctx, worker, tell).catch(async (error: unknown) => {
      await worker.stop();
      throw error;
    });
    const stop = (): Promise<void> => {
      ending.abort();
      return taking.stop();
    };
    return { ctx, ...taking, stop };
  } catch (error) {
    ending.abort();
    throw error;
  }
}
