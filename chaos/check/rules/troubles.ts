import type { Complaint } from '../complaint.ts';
import type { View } from '../view.ts';

/** Whatever the harness itself saw go wrong: a process that ended by itself, a bot that never came to rest, an export that did not verify. */
export function troubles({ record }: View): Complaint[] {
  return record.troubles.map((seen) => ({
    rule: 'troubles',
    incident: /\bINC-\d+\b/.exec(seen)?.[0] ?? null,
    when: null,
    demanded: 'a run without that',
    seen,
    where: 'the log of the harness',
  }));
}
