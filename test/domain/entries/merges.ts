import type { FactValue } from '../../../src/domain/timeline.ts';
import { members } from '../../support/policy.ts';

type Row = [body: Record<string, FactValue>, actor: string | null, said: string];
const { ben, gil } = members;

/** What the record says of merges. */
export const mergeEntries: Record<'merged' | 'absorbed' | 'mergeUndone' | 'released' | 'mergeDeclined', Row[]> = {
  merged: [[{ into: 'INC-41', incident: 'x' }, gil, 'Gil merged it into INC-41']],
  absorbed: [
    [{ from: 'INC-43', incident: 'x', answered: null }, gil, 'Gil merged INC-43 into it'],
    [
      { from: 'INC-43', incident: 'x', answered: ben },
      gil,
      'Gil merged INC-43 into it; ben had answered for that one, which counts here from now on',
    ],
  ],
  mergeUndone: [[{ from: 'INC-41', incident: 'x' }, gil, 'Gil took it out of INC-41 again']],
  released: [
    [{ from: 'INC-43', incident: 'x', kept: false }, gil, 'Gil took INC-43 out of it again'],
    [
      { from: 'INC-43', incident: 'x', kept: true },
      gil,
      'Gil reopened INC-43 as an incident of its own; what it had recorded stays here',
    ],
  ],
  mergeDeclined: [[{ others: ['INC-41', 'INC-43'] }, gil, 'Gil said that it is not the same as INC-41, INC-43']],
};
