import type { KnownBlock } from '@slack/types';
import { closureKey, followUpKey, keyOfFollowUp } from '../../domain/checklist-schema.ts';
import { type FollowUp, followUpsOf } from '../../domain/follow-ups.ts';
import { isOpen, nameOf } from '../../domain/incident.ts';
import { isInsider } from '../../domain/is-insider.ts';
import type { DigestItem, Notice } from '../../domain/notices.ts';
import { count } from '../../domain/wording.ts';
import { actions } from '../ids.ts';
import { agendaText, whoMeets } from './agenda.ts';
import { type Rendered, button, buttonRow, context, section } from './build-blocks.ts';
import { oneLine } from './escape-text.ts';
import type { Facts } from './facts.ts';
import { checklists, postMortem, valueOf } from './incident-buttons.ts';
import { channelLink, privateName, withKind } from './name-things.ts';
import { shortStandOf, tickButton } from './task-blocks.ts';
import { timeOf } from './tell-time.ts';

/** More than this in one incident is told in one line. */
const MOST_ITEMS = 20;

/** Everything that one person has to do by now, as it stands: what is done since says so. */
export function renderDigest(notice: Extract<Notice, { type: 'digest' }>, facts: Facts): Rendered {
  const { incident, policy } = facts;
  const hidden = incident.private && !isInsider(incident, notice.user);
  const known = new Map(followUpsOf(incident, policy).map((item) => [item.key, item]));
  const items = notice.items.map((told) => ({ told, now: known.get(keyOfFollowUp(told.key)) ?? null }));
  const name = hidden ? privateName(incident) : `*${withKind(incident, nameOf(incident))}*`;
  const head = `${name}: ${summaryOf(items, facts, hidden)}`;
  const title = hidden ? '' : `\n${oneLine(incident.title, 600)}`;
  const rest = items.length - MOST_ITEMS;
  return {
    text: head,
    blocks: [
      section(`${head}${title}`),
      ...items.slice(0, MOST_ITEMS).map((item) => itemBlock(item, facts, hidden)),
      ...(rest > 0 ? [context(`And ${count(rest, 'more thing', 'more things')} with the incident`)] : []),
      ...buttonRow(buttonsOf(items, facts)),
    ],
  };
}

type Item = { told: DigestItem; now: FollowUp | null };

function waits({ now }: Item): boolean {
  return now !== null && !now.done;
}

function summaryOf(items: Item[], facts: Facts, hidden: boolean): string {
  const waiting = items.filter(waits);
  const overdue = waiting.filter(({ told }) => told.overdue).length;
  if (waiting.length === 0)
    return items.some(({ now }) => now?.done) ? '✓ nothing is left to do here.' : 'nothing here is due now.';
  const [only] = waiting;
  if (only !== undefined && waiting.length === 1)
    return `${nounOf(only, facts, hidden)} is ${only.told.overdue ? 'overdue' : 'due'}.`;
  const due = `${count(waiting.length, 'thing is', 'things are')} due`;
  if (overdue === 0) return `${due}.`;
  if (overdue === waiting.length) return `${count(overdue, 'thing is', 'things are')} overdue.`;
  return `${due}, ${count(overdue, 'of them is overdue', 'of them are overdue')}.`;
}

const names = { checklist: 'Checklist', meeting: 'Review meeting', report: 'Post-mortem', action: 'Action item' };

// A list is called by its own name; an action item says what it is first.
function nameOfItem({ told, now }: Item, { incident }: Facts, hidden: boolean): string {
  if (told.what !== 'meeting' && told.what !== 'report' && told.what !== 'action') {
    const list = incident.checklists.find(({ key }) => followUpKey(key) === keyOfFollowUp(told.key));
    return list === undefined || hidden ? names.checklist : oneLine(list.name, 100);
  }
  const own = now?.text ?? null;
  return own === null || hidden ? names[told.what] : `${names[told.what]}: ${oneLine(own, 300)}`;
}

function nounOf(item: Item, facts: Facts, hidden: boolean): string {
  if (item.now?.what === 'checklist' && !hidden) return `“${nameOfItem(item, facts, hidden)}”`;
  return `the ${nameOfItem({ ...item, now: null }, facts, hidden).toLowerCase()}`;
}

function itemBlock(item: Item, facts: Facts, hidden: boolean): KnownBlock {
  const { told, now } = item;
  const name = nameOfItem(item, facts, hidden);
  if (now === null)
    return section(`${name}: not due now${isOpen(facts.incident) ? ': the incident is open again' : ''}`);
  if (now.done) return section(`✓ ${name}`, finishButton(item, facts));
  const when = `${told.overdue ? 'was due' : 'due'} ${timeOf(now.due, facts.now)}`;
  return section(`• *${name}*, ${when}${whatToDo(now, facts, hidden)}`, finishButton(item, facts));
}

function whatToDo(item: FollowUp, { incident, policy }: Facts, hidden: boolean): string {
  const where = incident.channel === null || incident.private ? '' : ` in ${channelLink(incident.channel.id)}`;
  switch (item.what) {
    case 'checklist': {
      const open = `: ${count(item.left ?? 0, 'box is', 'boxes are')} open`;
      const then = item.key === followUpKey(closureKey) ? ', then close the incident' : '';
      return `${open}. Tick what is done${where}${then}.`;
    }
    case 'meeting': {
      const agenda = hidden ? '' : agendaText(policy);
      const to = `. If it was not held yet, find a time${hidden ? ' with those who took part' : whoMeets(policy)}.`;
      return agenda === '' ? to : `${to}\n${agenda}`;
    }
    case 'report':
      return `. The draft is${where === '' ? ' with the incident' : where}.`;
    case 'action': {
      const task = incident.tasks.find(({ id }) => id === item.key);
      return [...(task === undefined || hidden ? [] : shortStandOf(task).map((word) => ` · ${word}`)), '.'].join('');
    }
  }
}

// A checklist is ticked box by box; *Checklists* leads there.
function finishButton({ now }: Item, { incident }: Facts) {
  const task = incident.tasks.find(({ id }) => id === now?.key);
  if (task !== undefined) return tickButton(incident, task);
  if (isOpen(incident) || (now?.what !== 'meeting' && now?.what !== 'report')) return undefined;
  return button({
    label: now.done ? 'Not done' : 'Done',
    action: actions.finishFollowUp,
    variant: now.what,
    value: valueOf(incident, { item: now.what, done: now.done ? 'no' : 'yes' }),
  });
}

function buttonsOf(items: Item[], { incident }: Facts) {
  const waiting = items.filter(waits);
  if (waiting.length === 0) return [];
  return [
    button({ label: 'Show the incident', action: actions.showPanel, value: valueOf(incident) }),
    ...(waiting.some(({ now }) => now?.what === 'checklist') ? [checklists(incident)] : []),
    ...(waiting.some(({ now }) => now?.what === 'report') ? [postMortem(incident)] : []),
  ];
}
