import { clockNow, RealDate } from '../../sandbox/clock.ts';
import type { Sandbox } from '../../sandbox/start-sandbox.ts';
import type { RunningBot } from '../../src/start-bot.ts';

const { setTimeout: realTimeout } = globalThis;
const lookEvery = 15;
const patience = 20_000;

/** Waits until nothing is under way: no event, no listener, no job that is due. What is still due after 20 s is named. */
export async function settleWorld(bot: RunningBot, sandbox: Sandbox): Promise<void> {
  const end = RealDate.now() + patience;
  // Twice in a row, because a job may post a message, whose event makes the next job.
  for (let quiet = 0, look = 0; quiet < 2; look += 1) {
    await sandbox.eventsDelivered();
    await bot.idle();
    const due = await dueJobs(bot);
    quiet = due.length === 0 ? quiet + 1 : 0;
    if (quiet === 2) return;
    if (RealDate.now() > end) throw new Error(`Still due at ${clockNow().toISOString()}: ${due.join(', ')}`);
    // Once is enough for what the moved clock has made due; later only in case a worker was busy just then.
    if (due.length > 0 && look % 20 === 0) bot.ctx.nudge();
    await new Promise((resolve) => realTimeout(resolve, due.length > 0 ? lookEvery : 1));
  }
}

// A job that runs while another of its key is added loses its tries, but is still at work.
async function dueJobs(bot: RunningBot): Promise<string[]> {
  const { rows } = await bot.ctx.db.pool.query<{ name: string }>(
    `SELECT coalesce(jobs.key, tasks.identifier) AS name
       FROM graphile_worker._private_jobs jobs JOIN graphile_worker._private_tasks tasks ON tasks.id = jobs.task_id
      WHERE (jobs.attempts < jobs.max_attempts OR jobs.locked_at IS NOT NULL) AND jobs.run_at <= $1`,
    [clockNow()],
  );
  return rows.map(({ name }) => name);
}
