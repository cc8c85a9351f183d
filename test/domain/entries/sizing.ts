import type { FactValue } from '../../../src/domain/timeline.ts';
import { members } from '../../support/policy.ts';

type Row = [body: Record<string, FactValue>, actor: string | null, said: string];
const { ana, ben } = members;

/** What the record says of an incident's size, and of whom it turned to. */
export const sizingEntries: Record<'engaged' | 'ticketRecorded' | 'triageAnswered' | 'typeSet', Row[]> = {
  engaged: [
    [{ expert: 'Database', user: ben, why: 'the pool' }, ana, 'Ana engaged ben (Database): “the pool”'],
    [{ expert: 'Database', user: ben, why: null }, ana, 'Ana engaged ben (Database)'],
  ],
  triageAnswered: [
    [
      { questions: ['Who feels it?', 'Since when?'], answers: ['everybody.', ''] },
      ana,
      'Ana answered: Who feels it? everybody; Since when? not known yet',
    ],
  ],
  typeSet: [
    [{ from: null, to: 'Database' }, ana, 'Ana set the type to Database'],
    [{ from: 'Database', to: 'Security' }, ana, 'Ana set the type to Security (it was Database)'],
    [{ from: 'Security', to: null }, ana, 'Ana took back the type, Security'],
  ],
  ticketRecorded: [
    [{ done: true, ref: 'OPS-123' }, ana, 'Ana recorded the ticket OPS-123'],
    [{ done: true, ref: null }, ana, 'Ana recorded the ticket'],
    [{ done: false, ref: null }, ana, 'Ana took back that there is a ticket'],
  ],
};
