import type { CallTrouble, EndedCall } from '../metrics/metrics.ts';

/** Hears of every call to a service outside that has ended. */
export type CallListener = { ended: (call: EndedCall) => void; now: () => Date };

/** Makes a call, and tells how it ended. */
export async function heard<T>(
  { ended, now }: CallListener,
  about: { what: string; troubleOf: (error: unknown) => CallTrouble },
  call: () => Promise<T>,
): Promise<T> {
  const begun = now().getTime();
  const end = (trouble: CallTrouble | null) =>
    ended({ what: about.what, seconds: (now().getTime() - begun) / 1000, trouble });
  try {
    const answer = await call();
    end(null);
    return answer;
  } catch (error) {
    end(about.troubleOf(error));
    throw error;
  }
}
