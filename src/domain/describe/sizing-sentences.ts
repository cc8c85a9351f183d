import type { FactKind } from '../timeline.ts';
import type { Reader } from './read-entry.ts';

/** The lines of what sizes an incident up and whom it turns to. */
export const sizingSentences = {
  ticketRecorded: (said) =>
    said.yes('done')
      ? `${said.actor} recorded the ticket${said.has('ref') ? ` ${said.say('ref')}` : ''}`
      : `${said.actor} took back that there is a ticket`,
} as const satisfies Partial<Record<FactKind, (said: Reader) => string>>;
