import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import type { CallTrouble } from '../metrics/metrics.ts';
import { neverConnected } from './client-errors.ts';

/** How a call failed, in words that can be counted. */
export function troubleOf(error: unknown): CallTrouble {
  if (error instanceof WebAPIRateLimitedError) return { kind: 'rate_limited', code: null };
  if (error instanceof WebAPIPlatformError) return { kind: 'refused', code: error.data.error };
  if (error instanceof WebAPIHTTPError)
    return { kind: error.statusCode >= 500 ? 'server_error' : 'http_error', code: String(error.statusCode) };
  if (!(error instanceof WebAPIRequestError)) return { kind: 'other', code: null };
  if (neverConnected(error.original)) return { kind: 'unreachable', code: null };
  return { kind: error.original.name === 'TimeoutError' ? 'timeout' : 'broken', code: null };
}
