const after = 1500;

/** Keeps something a moment after it changed: once for many changes, and never twice at a time. */
export function keepSoon(keep: () => Promise<void>): { soon(): void; now(): Promise<void> } {
  let waiting: NodeJS.Timeout | null = null;
  let keeping: Promise<void> = Promise.resolve();
  function now(): Promise<void> {
    if (waiting !== null) clearTimeout(waiting);
    waiting = null;
    keeping = keeping.then(keep, keep);
    return keeping;
  }
  return {
    soon: () => {
      waiting ??= setTimeout(() => {
        now().catch((error: unknown) => console.error('The workspace could not be written down:', error));
      }, after).unref();
    },
    now,
  };
}
