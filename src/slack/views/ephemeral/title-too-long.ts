import { longestMessage, longestTitle } from '../../limits.ts';
import { type Rendered, section } from '../build-blocks.ts';
import { writtenBlocks } from './written.ts';

/** Refuses a title that is too long and gives it back to be shortened. */
export function renderTitleTooLong(title: string, command: string): Rendered {
  const text = `Nothing is declared yet: a title has at most ${longestTitle} characters, and this one has ${title.length}.`;
  const remedy = `Shorten it and send \`${command} declare …\` again; the rest fits well into the first update. You wrote:`;
  return { text, blocks: [section(`${text} ${remedy}`), ...writtenBlocks(title, longestMessage - 500)] };
}
