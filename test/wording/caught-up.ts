import { catchUpOf } from '../../src/domain/catch-up.ts';
import { genesis, makeEntry } from '../../src/domain/timeline.ts';
import { minute } from '../support/facts.ts';
import { members } from '../support/policy.ts';

/** What somebody who comes late wants of a timeline. */
export const caughtUp = catchUpOf(
  { pinned: [] },
  (
    [
      { kind: 'severityChanged', actor: members.lena, body: { from: 'P1', to: 'P0', why: 'payments too' } },
      { kind: 'note', actor: members.ben, body: { text: 'the cache was cold' } },
      {
        kind: 'updatePosted',
        actor: members.ana,
        body: { number: 2, text: null, know: 'release 41 is in it', done: 'rolled back', next: 'watch the errors' },
      },
    ] as const
  ).map((fact, index) =>
    makeEntry({
      fact: { at: null, source: null, ...fact },
      seq: index + 1,
      previousHash: genesis,
      salt: '00',
      now: minute(11 + index),
    }),
  ),
);
