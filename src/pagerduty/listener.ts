import type { CallTrouble } from '../metrics/metrics.ts';
import { neverConnected } from '../slack/client-errors.ts';
import { type CallListener, heard } from '../slack/client-listener.ts';
import { PagerDutyError } from './failure.ts';

/** Makes a call to PagerDuty, and tells how it ended. `operation` is its method and its path. */
export function heardPagerDuty<T>(
  listener: CallListener | null,
  operation: string,
  call: () => Promise<T>,
): Promise<T> {
  const what = operation.replace(/^(\w+ \/[a-z_]+\/)[^/]+/, '$1{id}');
  return listener === null ? call() : heard(listener, { what, troubleOf }, call);
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
