import type { Incident } from './incident.ts';
import { type Entry, firstBroken, genesis } from './timeline.ts';

/**
 * The first place where a timeline is not as it was recorded; null when all of it holds. The incident's own head is
 * held against it too, because a chain that lost its end is still a chain.
 */
export function firstFault(entries: readonly Entry[], head: Incident['head']): { seq: number; problem: string } | null {
  const broken = firstBroken(entries);
  if (broken !== null) return broken;
  const last = entries.at(-1);
  const seq = last?.seq ?? 0;
  if (seq < head.seq)
    return { seq: seq + 1, problem: `entry ${seq + 1} is missing: the record ended with entry ${head.seq}` };
  if (seq > head.seq)
    return { seq: head.seq + 1, problem: `it was added behind the end of the record, entry ${head.seq}` };
  if ((last?.hash ?? genesis) !== head.hash) return { seq, problem: 'it is not the one that the record ended with' };
  return null;
}
