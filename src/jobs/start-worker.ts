import { EventEmitter } from 'node:events';
import { Logger, type Runner, type TaskList, type WorkerEvents, type WorkerPool, run } from 'graphile-worker';
import { z } from 'zod';
import type { Ctx } from '../context.ts';
import { workerOptions } from '../db/worker-options.ts';
import type { Known } from './audit-timers.ts';
import { setWake } from '../db/effects.ts';
import { plus } from '../domain/duration.ts';
import { NotOfThisVersion, UserError } from '../errors.ts';
import { audit, auditEvery } from './audit.ts';
import { askBotUser } from './bot-user.ts';
import { compareRunbooks } from './compare-runbooks.ts';
import { confessDowntime } from './confess-downtime.ts';
import { countJobs } from './count-jobs.ts';
import { drainLane } from './drain-lane.ts';
import { freeOrphans } from './free-orphans.ts';
import { makeOwnJobsFree } from './free-own-jobs.ts';
import { beat, beatEvery, lastBeat, sayGoodbye } from './heartbeat.ts';
import { isTold, pollEvery, pollPages } from './poll-pages.ts';
import { lookEvery, lookOnCall, refreshOnCall } from './refresh-on-call.ts';
import { repeat } from './repeat.ts';
import { goRound, planRounds, roundTask } from './rounds/go-round.ts';
import { planRetention, retain, retainTask } from './retain.ts';
import { makeSweeper, sweepEvery } from './sweep-dead.ts';
import { wake } from './wake.ts';

/** The jobs of this process. */
export type Worker = {
  /** Looks for waiting jobs at once. */
  nudge: () => void;
  /** Whether jobs are being done; `detail` is for people. */
  health: () => { ok: boolean; detail: string };
  /** Resolves once none of them runs. */
  idle: () => Promise<void>;
  /** Ends within 8 s. What could not be finished is finished by the others or at the next start. */
  stop: () => Promise<void>;
};

const concurrency = 8;
const patience = 7000;
const restartAfter = 1000;
/** Seconds without a beat, or without any look for jobs, after which the bot is not ready: a loss shows within 5 s. */
const silentAfter = 4;
/** The clock moved by more than this between two looks, which are a second apart: beat at once, so that nobody takes us for dead. */
const jump = 3000;

const drainPayload = z.object({ lane: z.string() });
const wakePayload = z.object({ incidentId: z.string() });

type State = {
  stopping: boolean;
  pool: WorkerPool | null;
  runner: Runner | null;
  secondsSinceBeat: number;
  secondsSinceLook: number;
};

/** Starts doing jobs. First of all the open incidents hear when Muster was away, and what a dead process held is freed. */
export async function startWorker(ctx: Ctx): Promise<Worker> {
  const before = await lastBeat(ctx);
  if (before !== null) await confessDowntime(ctx, before);
  await compareRunbooks(ctx);
  await beat(ctx);
  const sweep = makeSweeper(ctx);
  await sweep();
  await freeOrphans(ctx);
  // Only used to look things up after a lost answer, and shown nowhere: no start waits for it.
  askBotUser(ctx.slack).catch((err: unknown) => ctx.log.debug({ err }, 'Slack does not say yet who the bot is'));

  const state: State = { stopping: false, pool: null, runner: null, secondsSinceBeat: 0, secondsSinceLook: 0 };
  const counted = countJobs(tasksOf(ctx, () => state.stopping));

  async function startRunner(): Promise<void> {
    const events: WorkerEvents = new EventEmitter();
    events.on('pool:create', ({ workerPool }) => {
      // Jobs are locked under this id: with the process's own they can be freed when the process has died.
      workerPool.id = ctx.processId;
      state.pool = workerPool;
    });
    // From then on its workers must not be woken any more.
    events.on('pool:gracefulShutdown', () => {
      state.pool = null;
    });
    // The queue looks for jobs about once a second, for all workers; when it gets no answer, it hangs.
    const looked = (): void => {
      state.secondsSinceLook = 0;
    };
    events.on('localQueue:getJobs:complete', looked);
    events.on('job:start', looked);
    state.runner = await run({
      ...workerOptions(ctx.db),
      taskList: counted.tasks,
      concurrency,
      events,
      // One query fetches the jobs of all workers.
      preset: { worker: { localQueue: { size: concurrency } } },
      noHandleSignals: true,
      logger: quietLogger(ctx),
    });
    void state.runner.promise.catch((err: unknown) => ctx.log.error({ err }, 'The worker stopped')).then(runnerEnded);
  }

  function runnerEnded(): void {
    state.pool = null;
    state.runner = null;
    if (state.stopping) return;
    ctx.log.error('The worker ended by itself; it is started again');
    setTimeout(() => {
      if (!state.stopping) startRunner().catch(runnerEnded);
    }, restartAfter).unref();
  }

  // Before any timer runs: a step should find whoever is on call.
  await lookOnCall(ctx);
  await startRunner();
  const known: Known = new Map();
  const everything = [
    repeat(ctx.log, sweepEvery, 'Looking for dead processes', sweep),
    repeat(
      ctx.log,
      sweepEvery,
      'Looking for jobs that were left behind',
      makeOwnJobsFree(ctx, { running: counted.running, concurrency }),
    ),
    repeat(ctx.log, auditEvery, 'The audit', () => audit(ctx, known)),
    repeat(ctx.log, 1000, 'The heartbeat', beatWhenDue(ctx, state)),
  ];
  if (ctx.phone !== null) {
    everything.push(repeat(ctx.log, pollEvery, 'Looking at open pages', () => pollPages(ctx, !isTold(ctx))));
    everything.push(repeat(ctx.log, lookEvery, 'Asking who is on call', () => refreshOnCall(ctx)));
  }
  // Counted, not measured: the clock may be moved by hours while the process lives on.
  const counting = setInterval(() => {
    state.secondsSinceBeat += 1;
    state.secondsSinceLook += 1;
  }, 1000);
  await audit(ctx, known);
  await planRetention(ctx);
  await planRounds(ctx);

  return {
    // A pool that is ending takes no more.
    nudge: () => (state.stopping ? undefined : state.pool?.nudge(concurrency)),
    health: () => {
      if (state.runner === null || state.stopping) return { ok: false, detail: 'The worker does not run.' };
      if (state.secondsSinceBeat >= silentAfter)
        return { ok: false, detail: 'The worker could not reach the database.' };
      if (state.secondsSinceLook >= silentAfter) return { ok: false, detail: 'The worker takes no jobs.' };
      return { ok: true, detail: 'The worker runs.' };
    },
    idle: counted.idle,
    stop: async () => {
      if (state.stopping) return;
      state.stopping = true;
      clearInterval(counting);
      const ending = state.runner?.stop() ?? Promise.resolve();
      await Promise.race([Promise.all([ending, ...everything.map((end) => end())]), after(patience)]);
      await sayGoodbye(ctx);
      await freeOrphans(ctx);
    },
  };
}

function tasksOf(ctx: Ctx, stopping: () => boolean): TaskList {
  return {
    [retainTask]: async () => retain(ctx),
    [roundTask]: async (payload) => goRound(ctx, payload),
    drain: async (payload) => drainLane(ctx, { ...drainPayload.parse(payload), stopping }),
    wake: async (payload) => {
      const { incidentId } = wakePayload.parse(payload);
      try {
        await wake(ctx, { incidentId });
      } catch (error) {
        // Another replica finds it two seconds later, and one of the newer version does it.
        if (error instanceof NotOfThisVersion) return setWake(ctx.db.plain, incidentId, plus(ctx.now(), 2000));
        // Its incident is gone or wants no timer any more: no later try would differ.
        if (!(error instanceof UserError)) throw error;
        ctx.log.warn({ err: error, incidentId }, 'A timer was refused');
      }
    },
  };
}

function beatWhenDue(ctx: Ctx, state: State): () => Promise<void> {
  let lookedAt = ctx.now().getTime();
  return async () => {
    const now = ctx.now().getTime();
    const jumped = Math.abs(now - lookedAt - 1000) > jump;
    lookedAt = now;
    if (!jumped && state.secondsSinceBeat * 1000 < beatEvery) return;
    await beat(ctx);
    state.secondsSinceBeat = 0;
  };
}

/** The worker's own log: what it did is of no interest, what it could not do is. */
function quietLogger(ctx: Ctx): Logger {
  return new Logger(() => (level, message) => {
    if (level === 'error') ctx.log.error(message);
    else if (level === 'warning') ctx.log.warn(message);
    else ctx.log.trace(message);
  });
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
