import type { KnownBlock } from '@slack/types';
import { longestSection } from '../../limits.ts';

/** What somebody wrote, given back letter by letter, so that it can be copied. Plain text: nothing in it is a mark. */
export function writtenBlocks(text: string, room: number): KnownBlock[] {
  const kept = text.slice(0, Math.max(0, room));
  return Array.from({ length: Math.ceil(kept.length / longestSection) }, (_, index) => ({
    type: 'section',
    text: { type: 'plain_text', text: kept.slice(index * longestSection, (index + 1) * longestSection) },
  }));
}
