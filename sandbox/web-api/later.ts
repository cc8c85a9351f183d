/** Waits so many real milliseconds without keeping the process alive. */
export function later(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms).unref());
}
