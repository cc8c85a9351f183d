import type { FactKind } from '../timeline.ts';
import type { Reader } from './read-entry.ts';

/** The lines that tell of merges. */
export const mergeSentences = {
  merged: (said) => `${said.actor} merged it into ${said.say('into')}`,
  absorbed: (said) =>
    `${said.actor} merged ${said.say('from')} into it${said.person('answered') === null ? '' : `; ${said.person('answered')} had answered for that one, which counts here from now on`}`,
  mergeUndone: (said) => `${said.actor} took it out of ${said.say('from')} again`,
  released: (said) =>
    said.yes('kept')
      ? `${said.actor} reopened ${said.say('from')} as an incident of its own; what it had recorded stays here`
      : `${said.actor} took ${said.say('from')} out of it again`,
  mergeDeclined: (said) => `${said.actor} said that it is not the same as ${said.list('others')}`,
} as const satisfies Partial<Record<FactKind, (said: Reader) => string>>;
