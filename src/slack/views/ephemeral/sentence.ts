import type { Button } from '@slack/types';
import { clip, longestSection } from '../../limits.ts';
import { buttonRow, type Rendered, section } from '../build-blocks.ts';
import { escapeSentence } from './escape-sentence.ts';

/** A few sentences for one person, with buttons when there are any. Marks of the domain's wording stay, all else is escaped. */
export function sentenceView(sentences: string, buttons: Button[] = []): Rendered {
  const text = clip(escapeSentence(sentences), longestSection);
  return { text, blocks: [section(text), ...buttonRow(buttons)] };
}
