import dayjs from 'dayjs';
import timezone from 'dayjs/plugin/timezone.js';
import utc from 'dayjs/plugin/utc.js';
import type { Policy } from './policy.ts';

dayjs.extend(utc);
dayjs.extend(timezone);

/** `2026-11-21 03:01` in the policy's zone; null for a time that is not known. */
export function localTime(at: Date | null, policy: Pick<Policy, 'timezone'>): string | null {
  return at === null ? null : dayjs(at).tz(policy.timezone).format('YYYY-MM-DD HH:mm');
}
