import type { Policy } from './policy.ts';
import { clockOf } from './zone-time.ts';

/** `2026-11-21 03:01` in the policy's zone; null for a time that is not known. */
export function localTime(at: Date | null, policy: Pick<Policy, 'timezone'>): string | null {
  return at === null ? null : clockOf(at, policy.timezone).format('YYYY-MM-DD HH:mm');
}
