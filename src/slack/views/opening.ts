import { messageFacts } from '../../domain/message-facts.ts';
import { type Rendered, section } from './build-blocks.ts';
import type { Facts } from './facts.ts';
import { shortTitle } from './name-things.ts';
import { ownWords } from './own-words.ts';

/** The organisation's own first words in the channel. Without its template, which may be gone by an edit, the title alone. */
export function renderOpening(facts: Facts): Rendered {
  const { incident, policy, now } = facts;
  const own = ownWords('opening', messageFacts(incident, policy, now), facts) ?? [];
  return { text: shortTitle(facts), blocks: [section(shortTitle(facts)), ...own] };
}
