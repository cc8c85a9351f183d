import type { ActionsBlock, KnownBlock, PlainTextOption } from '@slack/types';
import type { ShownList } from '../../domain/checklist-schema.ts';
import { type ListPart, openBoxes, pagesOf, reminderOf, takesTicks } from '../../domain/checklists.ts';
import type { Incident } from '../../domain/incident.ts';
import { actions, encodeValue } from '../ids.ts';
import { longestOption } from '../limits.ts';
import { context, section } from './build-blocks.ts';
import { oneLine, plain } from './escape-text.ts';
import type { Facts } from './facts.ts';
import { valueOf } from './incident-buttons.ts';
import { named } from './name-things.ts';
import { timeOf } from './tell-time.ts';

/** What telling of a checklist takes. */
export type ListFacts = Pick<Facts, 'incident' | 'policy' | 'now' | 'names'>;

/** Slack takes so many boxes in a group. */
const PER_GROUP = 10;

/** Parts of the incident's checklists: each with its name, its boxes, and who ticked which when. `more` is known to every box. */
export function checklistBlocks(parts: ListPart[], facts: ListFacts, more: Record<string, string> = {}): KnownBlock[] {
  return parts.flatMap((part) => {
    const list = facts.incident.checklists.find(({ key }) => key === part.list);
    if (list === undefined) return [];
    const whole = { ...part, to: Math.min(part.to, list.items.length) };
    return [
      section(headOf(list, whole, facts)),
      ...groupsOf(whole).flatMap((from) => groupBlocks(list, from, whole.to, facts, more)),
    ];
  });
}

/** `*Closing checklist* · 3 of 5 · due 05:10`. */
function headOf(list: ShownList, { from }: ListPart, { incident, now }: ListFacts): string {
  const { length } = list.items;
  const open = openBoxes(list).length;
  const name = `*${oneLine(list.name, 100)}*${from > 0 ? ', continued' : ''}`;
  const reminder = reminderOf(incident, list);
  const due = reminder === null || reminder.left === 0 ? [] : [`due ${timeOf(reminder.due, now)}`];
  return [name, open === 0 ? `✓ all ${length}` : `${length - open} of ${length}`, ...due].join(' · ');
}

function groupsOf({ from, to }: ListPart): number[] {
  return Array.from({ length: Math.ceil((to - from) / PER_GROUP) }, (_, index) => from + index * PER_GROUP);
}

function groupBlocks(
  list: ShownList,
  from: number,
  end: number,
  facts: ListFacts,
  more: Record<string, string>,
): KnownBlock[] {
  const to = Math.min(end, from + PER_GROUP);
  const boxes = takesTicks(facts.incident) ? boxesOf(list, from, to, facts.incident, more) : linesOf(list, from, to);
  const ticked = tickedBy(list, from, to, facts);
  return [boxes, ...(ticked === null ? [] : [context(ticked)])];
}

/**
 * A group of Slack's checkboxes. A press tells which boxes of the group are ticked now, on that person's screen: the block
 * knows which were when it was drawn, so that what somebody else ticked meanwhile is not taken for a change. Its id changes
 * with every tick, because Slack keeps a person's own ticks as long as the ids stay.
 */
function boxesOf(
  list: ShownList,
  from: number,
  to: number,
  incident: Incident,
  more: Record<string, string>,
): ActionsBlock {
  const options = list.items.slice(from, to).map(({ text }, index) => optionOf(text, from + index));
  const ticked = options.filter(({ value }) => list.items[Number(value)]?.doneAt !== null);
  const was = ticked.map(({ value }) => value).join(' ');
  const known = { list: list.key, from: String(from), was, revision: String(list.revision), ...more };
  return {
    type: 'actions',
    block_id: encodeValue(valueOf(incident, known)),
    elements: [
      {
        type: 'checkboxes',
        action_id: actions.tickBoxes,
        options,
        ...(ticked.length > 0 ? { initial_options: ticked } : {}),
      },
    ],
  };
}

// What does not fit into the first line goes on in the second, between words where there are some.
function optionOf(text: string, index: number): PlainTextOption {
  const whole = plain(`${index + 1}. ${text}`, 2 * longestOption);
  const value = String(index);
  if (whole.length <= longestOption) return { value, text: { type: 'plain_text', text: whole } };
  const space = whole.lastIndexOf(' ', longestOption);
  const first = space > longestOption / 2 ? whole.slice(0, space) : plain(whole, longestOption - 1).slice(0, -1);
  const rest = plain(whole.slice(first.length), longestOption);
  return {
    value,
    text: { type: 'plain_text', text: first },
    ...(rest === '' ? {} : { description: { type: 'plain_text', text: rest } }),
  };
}

function linesOf({ items }: ShownList, from: number, to: number): KnownBlock {
  const lines = items
    .slice(from, to)
    .map(({ text, doneAt }, index) => `${doneAt === null ? '–' : '✓'} ${from + index + 1}. ${oneLine(text, 150)}`);
  return section(lines.join('\n'));
}

/** `✓ 1, 2 Ana Ruiz, 03:12 · 4 Ben Okafor, 03:15`; null where nothing is ticked. */
function tickedBy({ items }: ShownList, from: number, to: number, facts: ListFacts): string | null {
  const groups = new Map<string, number[]>();
  for (const [index, { doneBy, doneAt }] of items.entries()) {
    if (index < from || index >= to || doneAt === null) continue;
    const who = `${doneBy === null ? '' : `${named(doneBy, facts)}, `}${timeOf(doneAt, facts.now)}`;
    groups.set(who, [...(groups.get(who) ?? []), index + 1]);
  }
  if (groups.size === 0) return null;
  return `✓ ${[...groups].map(([who, numbers]) => `${numbers.join(', ')} ${who}`).join(' · ')}`;
}

/** `Opening 2 of 4, Commander 0 of 4`: the lists with open boxes, in a line; null where there are none. */
export function openListsLine({ incident }: ListFacts, counts = (_: ShownList) => true): string | null {
  const open = incident.checklists.filter((list) => counts(list) && openBoxes(list).length > 0);
  if (open.length === 0) return null;
  const told = open
    .slice(0, 5)
    .map((list) => `${oneLine(list.name, 60)} ${list.items.length - openBoxes(list).length} of ${list.items.length}`);
  return `Checklists: ${told.join(', ')}${open.length > 5 ? ' …' : ''}`;
}

/**
 * The lists on the headline of a resolved incident: boxes that no message of their own shows (those of a backfill, and of before
 * there were such messages), the others in a line.
 */
export function resolvedLists(facts: ListFacts): KnownBlock[] {
  const lists = facts.incident.checklists.filter(({ messages, show }) => messages.length === 0 && show === 'resolved');
  // There is room for one group of boxes beside the rest; *Checklists* has them all.
  const parts = pagesOf(lists, 10)[0] ?? [];
  const line = openListsLine(facts, ({ key }) => !parts.some((part) => part.list === key));
  return [...checklistBlocks(parts, facts), ...(line === null ? [] : [context(line)])];
}
