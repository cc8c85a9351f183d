import { clockNow, moveClock } from '../../sandbox/clock.ts';
import type { RunningBot } from '../../src/start-bot.ts';

/** Moves the clock to `target`, stopping wherever a job is due, so that everything happens at its own minute. */
export async function hopTo(bot: RunningBot, target: Date, settle: () => Promise<void>): Promise<void> {
  await settle();
  for (let next = await nextJob(bot, target); next !== null; next = await nextJob(bot, target)) {
    moveTo(next);
    await settle();
  }
  moveTo(target);
  await settle();
}

function moveTo(moment: Date): void {
  moveClock(Math.max(0, moment.getTime() - clockNow().getTime()));
}

/** When the next job is due that is not due yet; null when none is before `target`. */
async function nextJob(bot: RunningBot, target: Date): Promise<Date | null> {
  const { rows } = await bot.ctx.db.pool.query<{ next: Date | null }>(
    'SELECT min(run_at) AS next FROM graphile_worker._private_jobs WHERE attempts < max_attempts AND run_at > $1 AND run_at <= $2',
    [clockNow(), target],
  );
  return rows[0]?.next ?? null;
}
