import type { TaskList } from 'graphile-worker';

/** The same tasks, a way to wait until none of them runs, and the ids of the jobs that run. */
export function countJobs(tasks: TaskList): { tasks: TaskList; idle(): Promise<void>; running: ReadonlySet<string> } {
  const waiting: (() => void)[] = [];
  const running = new Set<string>();
  const ended = (id: string): void => {
    running.delete(id);
    if (running.size === 0) for (const resolve of waiting.splice(0)) resolve();
  };
  const counted = Object.entries(tasks).map(([name, task]) => {
    const run: typeof task = async (payload, helpers) => {
      running.add(String(helpers.job.id));
      try {
        return await task?.(payload, helpers);
      } finally {
        ended(String(helpers.job.id));
      }
    };
    return [name, run] as const;
  });
  return {
    tasks: Object.fromEntries(counted),
    running,
    idle: async () => {
      if (running.size > 0) await new Promise<void>((resolve) => waiting.push(resolve));
    },
  };
}
