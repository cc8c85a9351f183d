import type { FactValue } from '../../../src/domain/timeline.ts';
import { members } from '../../support/policy.ts';

type Row = [body: Record<string, FactValue>, actor: string | null, said: string];
const { ana } = members;
const [one, another] = ['0a1b2c3d', '4e5f6a7b'];

/** What the record says of the runbook that an incident goes on by. */
export const runbookEntries: Record<'replanned', Row[]> = {
  replanned: [
    [
      { from: one, to: another, undo: false },
      ana,
      'Ana re-planned it: it goes on by runbook 4e5f6a7b instead of 0a1b2c3d',
    ],
    [
      { from: another, to: one, undo: true },
      ana,
      'Ana re-planned it: it goes on by runbook 0a1b2c3d again instead of 4e5f6a7b',
    ],
  ],
};
