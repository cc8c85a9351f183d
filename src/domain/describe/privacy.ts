import { count } from '../wording.ts';
import type { Reader } from './read-entry.ts';

/** The lines of an incident that was made private. */
export const privacySentences = {
  madePrivate: (said: Reader) =>
    `${said.actor} made it private${said.because('why')}${said.text('channel') === null ? '' : `; until then it was in #${said.say('channel')}`}`,
  audienceCounted: (said: Reader) => `before it was private it could be seen ${seenBy(said)}`,
};

function seenBy(said: Reader): string {
  const members = said.number('members');
  const unnamed = said.number('othersUnnamed');
  const others = `${said.list('others')}${unnamed > 0 ? ` and ${unnamed} more` : ''}`;
  const inside = members === 0 ? '' : `; in its channel: ${count(members, 'person', 'people')}`;
  const outside = others === '' ? '' : `, no members now: ${others}`;
  const announced = said.has('announced')
    ? `; announced to ${count(said.number('announced'), 'person', 'people')}`
    : '';
  return `by everybody in the workspace${inside}${outside}${announced}`;
}
