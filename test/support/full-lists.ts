import type { ShownList } from '../../src/domain/checklist-schema.ts';
import { listOf, minute } from './facts.ts';
import { members } from './policy.ts';

/** As many checklists as an incident may have, all but one of them ticked, every second one in a message of its own. */
export function fullLists(text: string): ShownList[] {
  return Array.from({ length: 9 }, (_, n) => {
    const done = n === 8 ? { doneBy: null, doneAt: null } : { doneBy: members.ana, doneAt: minute(80) };
    return listOf(n === 0 ? 'closure' : `list-${n}`, text, {
      due: minute(129),
      items: Array.from({ length: 20 }, () => ({ text, ...done })),
      messages: n % 2 === 0 ? [] : ['inc:9.9'],
    });
  });
}
