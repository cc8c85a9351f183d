import { randomInt } from 'node:crypto';

// Without letters and digits that look alike: people read it out.
const letters = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';

/** Six letters to find a line of the log by. */
export function newReference(): string {
  return Array.from({ length: 6 }, () => letters[randomInt(letters.length)]).join('');
}
