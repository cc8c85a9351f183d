import type { KnownBlock } from '@slack/types';
import { longestSection, longestTitle } from '../../limits.ts';
import { type Rendered, section } from '../build-blocks.ts';

// A message holds 12,000 characters of blocks; longer commands do not come out of Slack's own text field.
const MOST_PARTS = 3;

/** Refuses a title that is too long and gives it back to be shortened. */
export function renderTitleTooLong(title: string, command: string): Rendered {
  const text = `Nothing is declared yet: a title has at most ${longestTitle} characters, and this one has ${title.length}.`;
  const parts = Array.from({ length: Math.ceil(title.length / longestSection) }, (_, index) =>
    title.slice(index * longestSection, (index + 1) * longestSection),
  );
  const blocks: KnownBlock[] = parts.slice(0, MOST_PARTS).map((part) => ({ type: 'section', text: { type: 'plain_text', text: part } }));
  return { text, blocks: [section(`${text} Shorten it and send \`${command} declare …\` again; the rest fits well into the first update. You wrote:`), ...blocks] };
}
