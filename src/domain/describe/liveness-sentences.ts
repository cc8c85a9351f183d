import type { FactKind } from '../timeline.ts';
import type { Reader } from './read-entry.ts';

/** The lines of whether the commander is there. */
export const livenessSentences = {
  commanderSilent: (said) =>
    `${said.person('user')}, who had command, had not been heard since ${said.time('since')} and was asked`,
  commandSought: (said) =>
    said.person('user') === null
      ? `${said.person('from')} had not answered, and nobody was left to ask to take command`
      : `${said.person('from')} had not answered; ${said.person('user')} ${said.yes('drill') ? 'would have been asked' : 'was asked'} to take command`,
  commanderHeard: (said) => `${said.actor} is there; nothing had been heard since ${said.time('since')}`,
} as const satisfies Partial<Record<FactKind, (said: Reader) => string>>;
