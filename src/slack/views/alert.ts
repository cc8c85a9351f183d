import type { KnownBlock } from '@slack/types';
import { isOpen } from '../../domain/incident.ts';
import { messageFacts } from '../../domain/message-facts.ts';
import type { Facts } from './facts.ts';
import { ownWords } from './own-words.ts';

/** The texts of the headline and the announcement leave so much room for it. */
const longest = 3500;

/**
 * The organisation's first notice, below the facts of the headline and of the announcement until the first update speaks;
 * null where it has none. It stands for the lines of what is affected and of the impact.
 */
export function alertBlocks(facts: Facts): KnownBlock[] | null {
  const { incident, policy, now } = facts;
  if (!isOpen(incident) || incident.updates.count > 0) return null;
  return ownWords('alert', messageFacts(incident, policy, now), facts, longest);
}
