import { renderTitleTooLong } from '../../src/slack/views/ephemeral/title-too-long.ts';
import { sendAnswers } from './own-words.ts';
import { reachedAnswers } from './reached.ts';
import type { Example } from './write-view.ts';

/** Answers whose examples have a place of their own. */
export const moreAnswers: Record<string, Example[]> = {
  reach: reachedAnswers,
  send: sendAnswers,
  'title-too-long': [{ when: 'too long', view: renderTitleTooLong('Checkout '.repeat(30), '/incident') }],
};
