import type { KnownBlock } from '@slack/types';
import { members } from './policy.ts';

/** Blocks as a reader in UTC sees them: a line or more per block, buttons in [brackets], the primary one with a star. */
export function flatten(blocks: readonly KnownBlock[]): string {
  return blocks.map(lineOf).join('\n');
}

function lineOf(block: KnownBlock): string {
  switch (block.type) {
    case 'section': {
      const accessory = block.accessory?.type === 'button' ? ` ${buttonText(block.accessory)}` : '';
      return `${read(block.text?.text ?? '')}${accessory}`;
    }
    case 'context':
      return block.elements.map((element) => ('text' in element ? `~ ${read(element.text)}` : '')).join(' ');
    case 'actions':
      return block.elements
        .map((element) => (element.type === 'button' ? buttonText(element) : `(${element.type})`))
        .join(' ');
    default:
      return `(${block.type})`;
  }
}

function buttonText(button: { text: { text: string }; style?: string }): string {
  return `[${button.text.text}${button.style === 'primary' ? '*' : ''}]`;
}

/** Slack's markup as it reads: names for mentions, the fallback for times. */
export function read(text: string): string {
  return text
    .replace(/<@([UW][A-Z0-9]+)>/g, (_, id: string) => `@${nameOf(id)}`)
    .replace(/<!date\^\d+\^[^|>]+\|([^>]*)>/g, '$1')
    .replace(/<#([CG][A-Z0-9]+)>/g, '#$1');
}

function nameOf(id: string): string {
  return Object.entries(members).find(([, member]) => member === id)?.[0] ?? id;
}

/** What the buttons of the blocks say, in order. */
export function buttonsIn(blocks: readonly KnownBlock[]): string[] {
  return blocks.flatMap((block) => {
    if (block.type === 'section' && block.accessory?.type === 'button') return [block.accessory.text.text];
    if (block.type !== 'actions') return [];
    return block.elements.flatMap((element) => (element.type === 'button' ? [element.text.text] : []));
  });
}
