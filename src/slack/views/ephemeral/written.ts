import type { KnownBlock } from '@slack/types';
import { longestSection } from '../../limits.ts';

// A message holds 12,000 characters of blocks, and the sentence above needs some.
const MOST_PARTS = 3;

/** What somebody wrote, given back letter by letter, so that it can be copied. Plain text: nothing in it is a mark. */
export function writtenBlocks(text: string): KnownBlock[] {
  const count = Math.min(MOST_PARTS, Math.ceil(text.length / longestSection));
  return Array.from({ length: count }, (_, index) => ({
    type: 'section',
    text: { type: 'plain_text', text: text.slice(index * longestSection, (index + 1) * longestSection) },
  }));
}
