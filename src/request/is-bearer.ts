import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether an Authorization header brings this token. Compared by digest, so that neither length nor beginning shows in the time it takes. */
export function isBearer(header: string | undefined, token: string): boolean {
  const given = /^Bearer (\S+)$/i.exec(header ?? '')?.[1] ?? '';
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(token));
}
