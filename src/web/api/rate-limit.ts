/** What may be asked within a minute; a script that runs wild must not keep people's presses waiting. */
export const mostPerMinute = 300;

/** Counts requests by the minute; answers the seconds to wait, or 0. Of this process alone: it protects it, no more. */
export function makeRateLimit(now: () => Date): () => number {
  let minute = 0;
  let count = 0;
  return () => {
    const at = now().getTime();
    const present = Math.floor(at / 60_000);
    if (present !== minute) {
      minute = present;
      count = 0;
    }
    count += 1;
    return count <= mostPerMinute ? 0 : Math.ceil(((present + 1) * 60_000 - at) / 1000);
  };
}
