import type { Logger } from 'pino';

/** Does something now and again until it is stopped, never twice at once; what it throws is logged. Stopping waits for it. */
export function repeat(log: Logger, every: number, what: string, run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  const timer = setInterval(() => {
    running ??= run()
      .catch((err: unknown) => log.error({ err }, `${what} did not work; it is tried again`))
      .finally(() => {
        running = null;
      });
  }, every);
  return async () => {
    clearInterval(timer);
    await running;
  };
}
