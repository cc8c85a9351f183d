// Loaded with `--import` into the bot's process, so that its `Date` follows the sandbox's clock over IPC.
import { clockOffset, installClock, moveClock } from './clock.ts';
import { isObject } from './json.ts';

installClock();
const started = Number(process.env.SANDBOX_CLOCK_OFFSET ?? 0);
if (started > 0) moveClock(started);

process.on('message', (message: unknown) => {
  if (!isObject(message) || message.type !== 'clock' || typeof message.offset !== 'number') return;
  // An older message may arrive late: the clock never goes back.
  if (message.offset > clockOffset()) moveClock(message.offset - clockOffset());
  process.send?.({ type: 'clock-moved', offset: clockOffset() });
});
// The listener must not keep a process alive that has nothing else to do.
process.channel?.unref();
