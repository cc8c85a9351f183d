import type { CallTrouble, EndedCall } from '../metrics/metrics.ts';
import { neverConnected } from '../slack/client-errors.ts';
import { PagerDutyError } from './failure.ts';

/** Hears of every call to PagerDuty that has ended. */
export type CallListener = { ended: (call: EndedCall) => void; now: () => Date };

/** Makes a call, and tells how it ended. `operation` is its method and its path. */
export async function heard<T>(listener: CallListener | null, operation: string, call: () => Promise<T>): Promise<T> {
  if (listener === null) return call();
  const begun = listener.now().getTime();
  const end = (trouble: CallTrouble | null) =>
    listener.ended({
      what: operation.replace(/^(\w+ \/[a-z_]+\/)[^/]+/, '$1{id}'),
      seconds: (listener.now().getTime() - begun) / 1000,
      trouble,
    });
  try {
    const answer = await call();
    end(null);
    return answer;
  } catch (error) {
    end(troubleOf(error));
    throw error;
  }
}

function troubleOf(error: unknown): CallTrouble {
  if (!(error instanceof PagerDutyError)) return { kind: 'other', code: null };
  const { status } = error;
  const code = status === null ? null : String(status);
  if (status === 429) return { kind: 'rate_limited', code };
  if (status !== null && status >= 500) return { kind: 'server_error', code };
  if (error.certainty === 'refused') return { kind: 'refused', code };
  if (neverConnected(error.cause)) return { kind: 'unreachable', code };
  return { kind: isTimeout(error.cause) ? 'timeout' : 'broken', code };
}

function isTimeout(cause: unknown): boolean {
  return cause instanceof Error && (cause.name === 'TimeoutError' || cause.name === 'AbortError');
}
