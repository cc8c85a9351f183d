import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Whether one of the `given` hexadecimal digests is the HMAC-SHA256 of the parts. All of them are compared, each in the same
 * time, so that how long it takes tells nothing of the right one.
 */
export function isSigned(secret: string, parts: readonly (string | Buffer)[], given: readonly string[]): boolean {
  const hmac = createHmac('sha256', secret);
  for (const part of parts) hmac.update(part);
  const wanted = hmac.digest();
  return (
    given.filter((hex) => /^[0-9a-f]{64}$/i.test(hex) && timingSafeEqual(Buffer.from(hex, 'hex'), wanted)).length > 0
  );
}
