import { clockNow, RealDate } from '../sandbox/clock.ts';
import type { BotAtWork } from './bot-at-work.ts';

const { setTimeout: realTimeout } = globalThis;
const lookEvery = 4;

/** Waits until nothing is under way: no event, no listener, no job that is due. What is still due after `patience` is named. */
export async function settleWorld(
  bot: BotAtWork,
  around: { eventsDelivered(): Promise<void>; patience?: number },
): Promise<void> {
  const end = RealDate.now() + (around.patience ?? 45_000);
  // Twice in a row, because a job may post a message, whose event makes the next job.
  for (let quiet = 0, look = 0; quiet < 2; look += 1) {
    await around.eventsDelivered();
    const due = await bot.look();
    quiet = due.length === 0 ? quiet + 1 : 0;
    if (quiet === 2) return;
    if (RealDate.now() > end) throw new Error(`Still due at ${clockNow().toISOString()}: ${due.join(', ')}`);
    // Once is enough for what the moved clock has made due; later only in case a worker was busy just then.
    if (due.length > 0 && look % 20 === 0) bot.nudge();
    await new Promise((resolve) => realTimeout(resolve, due.length > 0 ? lookEvery : 1));
  }
}
