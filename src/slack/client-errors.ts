import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import { z } from 'zod';

/**
 * What to do after a call that failed. `retry`: it was certainly not done, do it again in `after` milliseconds.
 * `unknown`: it may have been done, or may still be; look before it is done again. `done`: it had been done already.
 * `giveUp`: trying again will not help; `reason` is a sentence for people that says what would.
 */
export type CallFailure =
  | { kind: 'retry'; after: number; rateLimited: boolean; reason: string }
  | { kind: 'unknown'; reason: string }
  | { kind: 'done' }
  | { kind: 'giveUp'; code: string; reason: string };

/** Errors of Slack that say the wanted state is there. */
const alreadyDone = new Set(['already_pinned', 'already_in_channel', 'already_reacted']);

/** Errors of Slack after which nobody knows whether it was done. */
const unclear = new Set(['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout']);

/** The token is at fault: whoever runs the bot will replace it, and then everything goes on. */
export const tokenTrouble: ReadonlySet<string> = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
]);

/** The connection never came about, so nothing was asked. */
const notConnected = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** What each refusal means for people, with what mends it. Used behind "Slack refused it: ". */
const meanings: Record<string, string> = {
  is_archived: 'the channel is archived. Unarchive it',
  channel_not_found: 'the channel is gone or Muster cannot see it. Invite it with /invite @muster',
  not_in_channel: 'Muster is not in the channel. Invite it with /invite @muster',
  restricted_action: 'not allowed in this workspace. Ask a workspace admin to allow it',
  not_allowed: 'not allowed in this workspace. Ask a workspace admin to allow it',
  restricted_action_read_only_channel: 'only some people may post there. Ask a workspace admin to allow Muster',
  cannot_dm_bot: 'that member is a bot. Message somebody else',
  user_not_found: 'that member is not in this workspace any more',
  users_not_found: 'that member is not in this workspace any more',
  user_disabled: 'that member was deactivated',
  msg_too_long: 'the message is too long',
  message_not_found: 'the message was deleted',
  cant_update_message: 'the message is not one of Muster’s own',
  cant_delete_message: 'this workspace does not let Muster delete it. Ask a workspace admin to delete it',
  compliance_exports_prevent_deletion: 'this workspace keeps everything. Ask a workspace admin to delete it',
  cant_delete_file: 'this workspace does not let Muster delete it. Ask a workspace admin to delete it',
  not_authorized: 'this workspace does not let Muster do that. Ask a workspace admin to do it',
  too_many_pins: 'the channel has as many pins as Slack allows. Remove one',
  too_many_bookmarks: 'the channel has as many bookmarks as Slack allows. Remove one',
  storage_limit_reached: 'the workspace has no room for files. Delete some',
};

const withCode = z.object({ code: z.string() });
const withCause = z.object({ cause: z.unknown() });
const scopeAnswer = z.object({ needed: z.string() });

/** Milliseconds before a call that was not done is done again: 1 s, doubled each time, a minute at most. */
export function backoff(attempts: number): number {
  return Math.min(60_000, 1000 * 2 ** Math.max(0, attempts - 1));
}

/** A step before the one that counts failed, so nothing was done yet: a file's bytes did not arrive. */
export class CallNotDone extends Error {
  constructor(what: string, options?: { cause: unknown }) {
    super(what, options);
    this.name = 'CallNotDone';
  }
}

/** What a failed call means; null for an error that no call to Slack threw. `attempts` counts the one that failed. */
export function classifyFailure(error: unknown, attempts: number): CallFailure | null {
  if (error instanceof CallNotDone)
    return { kind: 'retry', after: backoff(attempts), rateLimited: false, reason: error.message };
  if (error instanceof WebAPIRateLimitedError)
    return { kind: 'retry', after: error.retryAfter * 1000, rateLimited: true, reason: 'Slack asked to wait' };
  if (error instanceof WebAPIPlatformError) return classifyRefusal(error, attempts);
  if (error instanceof WebAPIHTTPError) {
    const reason = `Slack answered HTTP ${error.statusCode}`;
    if (error.statusCode >= 500) return { kind: 'unknown', reason };
    return { kind: 'retry', after: backoff(attempts), rateLimited: false, reason };
  }
  if (error instanceof WebAPIRequestError) {
    if (neverConnected(error.original))
      return { kind: 'retry', after: backoff(attempts), rateLimited: false, reason: 'Slack could not be reached' };
    return { kind: 'unknown', reason: 'Slack did not answer' };
  }
  return null;
}

function classifyRefusal(error: WebAPIPlatformError, attempts: number): CallFailure {
  const code = error.data.error;
  if (alreadyDone.has(code)) return { kind: 'done' };
  if (code === 'ratelimited' || code === 'rate_limited')
    return { kind: 'retry', after: 30_000, rateLimited: true, reason: 'Slack asked to wait' };
  if (unclear.has(code)) return { kind: 'unknown', reason: `Slack had a problem (${code})` };
  if (tokenTrouble.has(code))
    return {
      kind: 'retry',
      after: Math.max(10_000, backoff(attempts)),
      rateLimited: false,
      reason: `Slack does not accept the bot token (${code})`,
    };
  return { kind: 'giveUp', code, reason: refusalSentence(error) };
}

function refusalSentence(error: WebAPIPlatformError): string {
  const code = error.data.error;
  if (code === 'missing_scope') {
    const answer = scopeAnswer.safeParse(error.data);
    const scope = answer.success ? ` ${answer.data.needed}` : '';
    return `Slack refused it: the app lacks the scope${scope}. Install the app again with the present manifest`;
  }
  const meaning = meanings[code];
  return meaning === undefined ? `Slack refused it (${code})` : `Slack refused it: ${meaning}`;
}

/** Slack's own code of a refusal (`name_taken`), or null when it was not refused by Slack. */
export function refusalCode(error: unknown): string | null {
  return error instanceof WebAPIPlatformError ? error.data.error : null;
}

/** Whether the connection never came about. Follows the causes down: fetch wraps the system's error, sometimes twice. */
export function neverConnected(error: unknown): boolean {
  const coded = withCode.safeParse(error);
  if (coded.success && notConnected.has(coded.data.code)) return true;
  const caused = withCause.safeParse(error);
  return (
    caused.success &&
    caused.data.cause !== undefined &&
    caused.data.cause !== error &&
    neverConnected(caused.data.cause)
  );
}
