/**
 * Takes `/as/NAME` off a path: where an app runs as several processes, each may be given an address of its own, so that the log
 * says which of them called.
 */
export function whoCalls(path: string): { from: string | null; path: string } {
  const named = /^\/as\/([^/]+)(\/.*)$/.exec(path);
  return named === null ? { from: null, path } : { from: named[1] ?? null, path: named[2] ?? '/' };
}
