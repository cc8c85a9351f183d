import type { KnownBlock } from '@slack/types';
import { followUpsOf } from '../../domain/follow-ups.ts';
import { count } from '../../domain/wording.ts';
import { actions } from '../ids.ts';
import { button, context, section } from './build-blocks.ts';
import { oneLine } from './escape-text.ts';
import type { Facts } from './facts.ts';
import { valueOf } from './incident-buttons.ts';
import { named } from './name-things.ts';
import { timeOf } from './tell-time.ts';

/** A message takes 50 blocks; longer lists than this are told, and ticked in the policy's own words only as far as here. */
const MOST_ITEMS = 20;

/**
 * The closing checklist: a line per item, with who ticked it and when. Buttons, because Slack's checkboxes cut an item at
 * 75 characters and do not say which one was pressed.
 */
export function closingBlocks(facts: Facts): KnownBlock[] {
  const { incident, policy, now } = facts;
  if (incident.closing.length === 0) return [];
  const due = followUpsOf(incident, policy).find((item) => item.what === 'closing')?.due ?? null;
  const head = section(`*Closing checklist*${due === null ? '' : ` (due ${timeOf(due, now)})`}`);
  // All blocks of a message share 12,000 characters with their buttons.
  const each = Math.min(300, Math.floor(2400 / Math.min(incident.closing.length, MOST_ITEMS)));
  const items = incident.closing.slice(0, MOST_ITEMS).map((item, index) => {
    const done = item.doneAt !== null;
    const by = item.doneBy === null ? '' : `${named(item.doneBy, facts)} `;
    const text = done
      ? `✓ ${oneLine(item.text, each)} (${by}${timeOf(item.doneAt ?? now, now)})`
      : oneLine(item.text, each);
    return section(
      text,
      button({
        label: done ? 'Not done' : 'Done',
        action: actions.tickClosing,
        variant: String(index),
        value: valueOf(incident, { item: String(index), done: done ? 'no' : 'yes' }),
      }),
    );
  });
  const rest = incident.closing.length - MOST_ITEMS;
  return rest > 0
    ? [head, ...items, context(`And ${count(rest, 'more item', 'more items')} in the policy`)]
    : [head, ...items];
}
