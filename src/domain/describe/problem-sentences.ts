import type { FactKind } from '../timeline.ts';
import type { Reader } from './read-entry.ts';

/** What the record says of problem runbooks. */
export const problemSentences = {
  problemPosted: (said) => `${said.actor} posted the runbook “${said.say('problem')}”`,
  stepTicked: (said) =>
    `${said.actor} ${said.yes('done') ? 'ticked' : 'took the tick off'}: ${said.say('step').replace(/[.:]$/, '')} (${said.say('problem')})`,
} satisfies Partial<Record<FactKind, (said: Reader) => string>>;
