import type { FactValue } from '../../../src/domain/timeline.ts';
import { iso } from '../../support/facts.ts';
import { members } from '../../support/policy.ts';

type Row = [body: Record<string, FactValue>, actor: string | null, said: string];
const { ana, dee } = members;

/** What the record says of a commander who was not heard. */
export const livenessEntries: Record<'commanderSilent' | 'commandSought' | 'commanderHeard', Row[]> = {
  commanderSilent: [
    [{ user: ana, since: iso(4) }, null, 'Ana, who had command, had not been heard since 03:05 UTC and was asked'],
  ],
  commandSought: [
    [{ from: ana, user: dee }, null, 'Ana had not answered; dee was asked to take command'],
    [{ from: ana, user: dee, drill: true }, null, 'Ana had not answered; dee would have been asked to take command'],
    [{ from: ana, user: null }, null, 'Ana had not answered, and nobody was left to ask to take command'],
  ],
  commanderHeard: [[{ since: iso(4) }, ana, 'Ana is there; nothing had been heard since 03:05 UTC']],
};
