import type { KnownBlock } from '@slack/types';
import type { MessageFacts } from '../../domain/message-facts.ts';
import { section } from './build-blocks.ts';
import { cutMarkup, splitMarkup } from './cut-markup.ts';
import type { Facts } from './facts.ts';
import { slackData } from './template-data.ts';

/** Longest text of an organisation's own within a message: all its blocks share 12,000 characters. */
const longest = 9000;

/**
 * A message in the organisation's own words, from its template of that name; null where it has none, and the message looks as
 * Muster makes it. What is too long is cut with a mark: the record has the whole.
 */
export function ownWords(name: string, said: MessageFacts, facts: Facts, most = longest): KnownBlock[] | null {
  const text = facts.render?.(name, slackData(said, facts)) ?? null;
  if (text === null || text === '') return null;
  return splitMarkup(cutMarkup(text, most)).map((part) => section(part));
}
