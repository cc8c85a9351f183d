import { setTimeout as delay } from 'node:timers/promises';
import type { App } from '@slack/bolt';

/** Counts the listeners that run, so that a stop can let them finish. */
export function countRunning(app: App): { finish(within: number): Promise<void> } {
  const running = new Set<Promise<void>>();
  app.use(async ({ next }) => {
    const run = next();
    running.add(run);
    try {
      await run;
    } finally {
      running.delete(run);
    }
  });
  return {
    async finish(within) {
      const enough = new AbortController();
      const timeout = delay(within, undefined, { signal: enough.signal }).catch(() => {});
      // A listener may start another while it ends.
      while (running.size > 0) {
        const waited = await Promise.race([Promise.allSettled(running), timeout]);
        if (waited === undefined) break;
      }
      enough.abort();
    },
  };
}
