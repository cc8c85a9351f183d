import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import { describe, expect, test } from 'vitest';
import { backoff, classifyFailure } from '../../src/slack/client-errors.ts';

function refusal(error: string, more: Record<string, unknown> = {}): WebAPIPlatformError {
  return new WebAPIPlatformError({ ok: false, error, ...more });
}

describe('what a failed call means', () => {
  test.each([
    ['a 429', new WebAPIRateLimitedError(7), { kind: 'retry', after: 7000, rateLimited: true }],
    ['a limit told in the body', refusal('ratelimited'), { kind: 'retry', rateLimited: true }],
    ['HTTP 503', new WebAPIHTTPError(503, 'Unavailable', {}), { kind: 'unknown' }],
    ['HTTP 404', new WebAPIHTTPError(404, 'Not Found', {}), { kind: 'retry', rateLimited: false }],
    ['a problem inside Slack', refusal('internal_error'), { kind: 'unknown' }],
    ['a pin that is there', refusal('already_pinned'), { kind: 'done' }],
    ['a token that was revoked', refusal('token_revoked'), { kind: 'retry', after: 10_000 }],
    ['an archived channel', refusal('is_archived'), { kind: 'giveUp', code: 'is_archived' }],
    ['a refusal that nobody foresaw', refusal('brand_new'), { kind: 'giveUp', reason: 'Slack refused it (brand_new)' }],
    ['a timeout', new WebAPIRequestError(new Error('The operation was aborted due to timeout')), { kind: 'unknown' }],
    [
      'a connection that never came about',
      new WebAPIRequestError(
        new TypeError('fetch failed', { cause: Object.assign(new Error('no'), { code: 'ECONNREFUSED' }) }),
      ),
      { kind: 'retry', after: 1000 },
    ],
    [
      'a connection that broke',
      new WebAPIRequestError(
        new TypeError('fetch failed', { cause: Object.assign(new Error('no'), { code: 'ECONNRESET' }) }),
      ),
      { kind: 'unknown' },
    ],
  ])('%s', (_, error, meaning) => {
    expect(classifyFailure(error, 1)).toMatchObject(meaning);
  });

  test('a missing scope is named, with what to do', () => {
    expect(classifyFailure(refusal('missing_scope', { needed: 'pins:write' }), 1)).toMatchObject({
      kind: 'giveUp',
      reason: expect.stringMatching(/lacks the scope pins:write.*Install the app again/),
    });
  });

  test('an error that no call threw is not explained away', () => {
    expect(classifyFailure(new TypeError('a bug'), 1)).toBeNull();
  });
});

test('tries move apart up to a minute', () => {
  expect([1, 2, 3, 10].map(backoff)).toEqual([1000, 2000, 4000, 60_000]);
});
