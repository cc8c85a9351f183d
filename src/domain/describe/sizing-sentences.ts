import type { FactKind } from '../timeline.ts';
import { asLabel } from '../wording.ts';
import { joined, type Reader } from './read-entry.ts';

/** The lines of what sizes an incident up and whom it turns to. */
export const sizingSentences = {
  engaged: (said) => `${said.actor} engaged ${said.person('user')} (${said.say('expert')})${said.because('why')}`,
  triageAnswered: (said) => {
    const answers = said.items('answers');
    const pairs = said
      .items('questions')
      .map((question, index) => `${asLabel(question)} ${answers[index] || 'not known yet'}`);
    return `${said.actor} answered: ${joined(pairs)}`;
  },
  typeSet: (said) =>
    said.has('to')
      ? `${said.actor} set the type to ${said.say('to')}${said.has('from') ? ` (it was ${said.say('from')})` : ''}`
      : `${said.actor} took back the type, ${said.say('from')}`,
  ticketRecorded: (said) =>
    said.yes('done')
      ? `${said.actor} recorded the ticket${said.has('ref') ? ` ${said.say('ref')}` : ''}`
      : `${said.actor} took back that there is a ticket`,
} as const satisfies Partial<Record<FactKind, (said: Reader) => string>>;
