import { minutes } from './duration.ts';

/** Up to this, what a queue or a restart takes: nobody needs to hear of it. Beyond it people are told. Milliseconds. */
const unnoticed = minutes(2);

/** Whether something came so long after it was due that people are told. */
export function isLate(due: Date, at: Date): boolean {
  return at.getTime() - due.getTime() > unnoticed;
}
