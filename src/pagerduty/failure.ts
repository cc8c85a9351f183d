import type { CallFailure } from '../slack/client-errors.ts';
import { backoff } from '../slack/client-errors.ts';

/** A call to PagerDuty that did not end well. `notDone`: certainly nothing came of it. `unknown`: perhaps something did. */
export class PagerDutyError extends Error {
  readonly certainty: 'notDone' | 'unknown' | 'refused';
  /** HTTP status; null where there was no answer. */
  readonly status: number | null;
  /** Milliseconds that PagerDuty asks to wait; null where it does not say. */
  readonly wait: number | null;

  constructor(
    message: string,
    is: { certainty: PagerDutyError['certainty']; status?: number; wait?: number | null },
    options?: { cause: unknown },
  ) {
    super(message, options);
    this.name = 'PagerDutyError';
    this.certainty = is.certainty;
    this.status = is.status ?? null;
    this.wait = is.wait ?? null;
  }
}

/** The credentials are at fault: whoever runs the bot will replace them, and then everything goes on. */
export function isCredentialTrouble(error: PagerDutyError): boolean {
  return error.status === 401 || error.status === 403;
}

// A key that PagerDuty refuses is mended by people: asking for it every second helps nobody.
const credentialPatience = 30_000;

/** What a failed call to PagerDuty means; null for an error that no call to it threw. `attempts` counts the one that failed. */
export function classifyPagerDuty(error: unknown, attempts: number): CallFailure | null {
  if (!(error instanceof PagerDutyError)) return null;
  const reason = error.message;
  if (error.certainty === 'unknown') return { kind: 'unknown', reason };
  if (error.certainty === 'notDone' || isCredentialTrouble(error)) {
    const rateLimited = error.status === 429;
    const after = error.wait ?? Math.max(backoff(attempts), isCredentialTrouble(error) ? credentialPatience : 0);
    return { kind: 'retry', after, rateLimited, reason };
  }
  return { kind: 'giveUp', code: `pagerduty_${error.status ?? 'refused'}`, reason };
}
