import type { FactValue } from '../../../src/domain/timeline.ts';
import { iso } from '../../support/facts.ts';
import { members } from '../../support/policy.ts';

type Row = [body: Record<string, FactValue>, actor: string | null, said: string];
const { ana } = members;

/** What the record says of things that are due after the response. */
export const followUpEntries: Record<'followUpTold' | 'followUpDone', Row[]> = {
  followUpTold: [
    [{ what: 'meeting', owner: ana, due: iso(9), overdue: false }, null, 'The review meeting was due; ana was told'],
    [{ what: 'Rotate keys', owner: ana, due: iso(9), overdue: true }, null, '“Rotate keys” was overdue; ana was told'],
  ],
  followUpDone: [
    [{ what: 'report', done: true }, ana, 'Ana marked the post-mortem as done'],
    [{ what: 'meeting', done: false }, ana, 'Ana marked the review meeting as not done'],
  ],
};
