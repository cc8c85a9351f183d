import type { TaskList } from 'graphile-worker';

/** The same tasks, and a way to wait until none of them runs. */
export function countJobs(tasks: TaskList): { tasks: TaskList; idle(): Promise<void> } {
  const waiting: (() => void)[] = [];
  let running = 0;
  const ended = (): void => {
    running -= 1;
    if (running === 0) for (const resolve of waiting.splice(0)) resolve();
  };
  const counted = Object.entries(tasks).map(([name, task]) => {
    const run: typeof task = async (payload, helpers) => {
      running += 1;
      try {
        return await task?.(payload, helpers);
      } finally {
        ended();
      }
    };
    return [name, run] as const;
  });
  return {
    tasks: Object.fromEntries(counted),
    idle: async () => {
      if (running > 0) await new Promise<void>((resolve) => waiting.push(resolve));
    },
  };
}
