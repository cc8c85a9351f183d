import type { RunningBot } from '../src/start-bot.ts';

const { setTimeout: realTimeout } = globalThis;
const longestJob = 5000;

/** What one asks a bot that runs, in this process or in another: whether it has something to do, and when. */
export type BotAtWork = {
  /** Resolves once no listener and no job runs, jobs that take long aside; what is due is named. */
  look(): Promise<string[]>;
  /** When the next job is due that is not due yet; null when there is none. */
  nextJob(): Promise<Date | null>;
  /** The same for what people wait for: an incident's next timer. */
  nextTimer(): Promise<Date | null>;
  /** Looks for waiting jobs at once. */
  nudge(): void;
};

/** A bot of this process. */
export function botAtWork(bot: RunningBot): BotAtWork {
  const first = async (which: string): Promise<Date | null> => {
    const { rows } = await bot.ctx.db.pool.query<{ next: Date | null }>(
      `SELECT min(run_at) AS next
         FROM graphile_worker._private_jobs jobs JOIN graphile_worker._private_tasks tasks ON tasks.id = jobs.task_id
        WHERE attempts < max_attempts AND run_at > $1 AND ${which}`,
      [new Date()],
    );
    return rows[0]?.next ?? null;
  };
  return {
    look: async () => {
      await bot.idle();
      // To ask the database all the time would only slow them down.
      await within(longestJob, bot.jobsIdle());
      return dueJobs(bot);
    },
    nextJob: () => first('true'),
    nextTimer: () => first("tasks.identifier = 'wake'"),
    nudge: () => bot.ctx.nudge(),
  };
}

async function within(ms: number, done: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<void>((resolve) => {
    timer = realTimeout(resolve, ms);
  });
  await Promise.race([done, enough]);
  clearTimeout(timer);
}

// A job that runs while another of its key is added loses its tries, but is still at work.
async function dueJobs(bot: RunningBot): Promise<string[]> {
  const { rows } = await bot.ctx.db.pool.query<{ name: string }>(
    `SELECT coalesce(jobs.key, tasks.identifier) AS name
       FROM graphile_worker._private_jobs jobs JOIN graphile_worker._private_tasks tasks ON tasks.id = jobs.task_id
      WHERE (jobs.attempts < jobs.max_attempts OR jobs.locked_at IS NOT NULL) AND jobs.run_at <= $1`,
    [new Date()],
  );
  return rows.map(({ name }) => name);
}
