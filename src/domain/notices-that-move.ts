import type { Notice } from './notices.ts';

/**
 * Whether a message that waits for the old channel is posted in the private one. What people said and did is; what the
 * clock asked for is not, because it names people who may be no members, and the clock asks again.
 */
export function goesAlong(notice: Notice): boolean {
  return (
    notice.type === 'update' ||
    notice.type === 'change' ||
    notice.type === 'whileAway' ||
    notice.type === 'typed' ||
    notice.type === 'engaged' ||
    notice.type === 'trouble'
  );
}
