import type { FactValue } from '../../../src/domain/timeline.ts';
import { members } from '../../support/policy.ts';

type Row = [body: Record<string, FactValue>, actor: string | null, said: string];
const { ana } = members;

/** What the record says of an incident's size, and of whom it turned to. */
export const sizingEntries: Record<'ticketRecorded', Row[]> = {
  ticketRecorded: [
    [{ done: true, ref: 'OPS-123' }, ana, 'Ana recorded the ticket OPS-123'],
    [{ done: true, ref: null }, ana, 'Ana recorded the ticket'],
    [{ done: false, ref: null }, ana, 'Ana took back that there is a ticket'],
  ],
};
