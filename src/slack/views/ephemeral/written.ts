import type { KnownBlock } from '@slack/types';
import { cut, longestSection } from '../../limits.ts';

/** What somebody wrote, given back letter by letter, so that it can be copied. Plain text: nothing in it is a mark. */
export function writtenBlocks(text: string, room: number): KnownBlock[] {
  const blocks: KnownBlock[] = [];
  let rest = cut(text, Math.max(0, room));
  while (rest !== '') {
    const part = cut(rest, longestSection);
    blocks.push({ type: 'section', text: { type: 'plain_text', text: part } });
    rest = rest.slice(part.length);
  }
  return blocks;
}
