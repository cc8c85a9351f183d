import type { FactKind } from '../timeline.ts';
import type { Reader } from './read-entry.ts';

/** The lines of whether the commander, and whoever answered, is there. */
export const livenessSentences = {
  commanderMissing: (said) => `nobody had command; ${askedForCommand(said)}`,
  lapsed: (said) => {
    const since = said.has('heard') ? ` ${said.time('heard')}` : '';
    const why = said.text('reason') === 'silent' ? `nothing was heard since${since}` : 'nobody took command';
    const then = said.list('resumes') === '' ? '' : `; calling went on: ${said.list('resumes')}`;
    return `the answer of ${said.person('user')} (${said.time('since')}) lapsed, because ${why}${then}`;
  },
  commanderSilent: (said) =>
    `${said.person('user')}, who had command, had not been heard since ${said.time('since')} and was asked`,
  commandSought: (said) =>
    said.person('user') === null
      ? `${said.person('from')} had not answered, and nobody was left to ask to take command`
      : `${said.person('from')} had not answered; ${said.person('user')} ${said.yes('drill') ? 'would have been asked' : 'was asked'} to take command`,
  commanderHeard: (said) => `${said.actor} is there; nothing had been heard since ${said.time('since')}`,
} as const satisfies Partial<Record<FactKind, (said: Reader) => string>>;

function askedForCommand(said: Reader): string {
  const who = said.person('user');
  if (who === null) return 'the policy names nobody to ask';
  if (said.has('waiting')) return `${who} was called ${said.time('waiting')} and had not answered`;
  return `${who} ${said.yes('drill') ? 'would have been asked' : 'was asked'} to take it`;
}
