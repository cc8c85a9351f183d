import type { FactValue } from '../../../src/domain/timeline.ts';
import { iso } from '../../support/facts.ts';
import { members } from '../../support/policy.ts';

type Row = [body: Record<string, FactValue>, actor: string | null, said: string];
const { ana, ben, dee } = members;
type Kind = 'commanderMissing' | 'lapsed' | 'commanderSilent' | 'commandSought' | 'commanderHeard';

/** What the record says of a commander who is missing, and of whoever was not heard. */
export const livenessEntries: Record<Kind, Row[]> = {
  commanderMissing: [
    [{ user: ana }, null, 'Nobody had command; ana was asked to take it'],
    [{ user: ana, drill: true }, null, 'Nobody had command; ana would have been asked to take it'],
    [{ user: ana, waiting: iso(0) }, null, 'Nobody had command; ana was called 03:01 UTC and had not answered'],
  ],
  lapsed: [
    [
      { user: ben, since: iso(4), reason: 'noCommander', resumes: ['Technical Lead'] },
      null,
      'The answer of ben (03:05 UTC) lapsed, because nobody took command; calling went on: Technical Lead',
    ],
    [
      { user: ben, since: iso(4), reason: 'silent', heard: iso(9), resumes: [] },
      null,
      'The answer of ben (03:05 UTC) lapsed, because nothing was heard since 03:10 UTC',
    ],
  ],
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
