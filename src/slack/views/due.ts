import type { Button, KnownBlock } from '@slack/types';
import { isOpen, nameOf } from '../../domain/incident.ts';
import { isLate } from '../../domain/lateness.ts';
import type { DueItem, Notice } from '../../domain/notices.ts';
import { count } from '../../domain/wording.ts';
import { type Rendered, buttonRow, context, section } from './build-blocks.ts';
import { dueAnswer } from './due-answer.ts';
import { dueButtons } from './due-buttons.ts';
import { dueSentence } from './due-sentence.ts';
import type { Facts } from './facts.ts';
import { pagedLine } from './paged-line.ts';
import { statusName, withKind } from './name-things.ts';
import { durationOf, timeOf } from './tell-time.ts';
import { wokenLines } from './woken.ts';

/** All blocks of a message share 12,000 characters, and there are 50 of them at most. */
const whole = { characters: 10_500, blocks: 40 };
const besideLists = { characters: 4000, blocks: 20 };

/** Everything of the timers that fell together, most urgent first; what was answered since says so and loses its buttons. */
export function renderDue(notice: Extract<Notice, { type: 'due' }>, facts: Facts): Rendered {
  const { incident } = facts;
  const items = withoutRepeats(notice.items).sort((a, b) => urgency(a) - urgency(b));
  const told = items.map((item) => ({ item, answer: dueAnswer(item, facts) }));
  const waiting = told.filter(({ answer }) => answer === null).map(({ item }) => item);
  const sentences = told.map(({ item, answer }) => sentenceWithLateness(item, answer !== null, facts));
  const answers = [...new Set(told.flatMap(({ answer }) => answer ?? []))];
  const buttons: Button[] = isOpen(incident) ? waiting.flatMap((item) => dueButtons(item, facts)) : [];
  const lines = [...sentences.flatMap((sentence) => sentence ?? []), ...wokenLines(waiting, facts), ...answers];
  return {
    text: `${withKind(incident, nameOf(incident))}: ${answers[0] ?? sentences[0] ?? ''}`,
    blocks: [
      ...fitting(lines, notice.lists === undefined ? whole : besideLists),
      ...closingLines(items, waiting, facts),
      ...buttonRow(buttons),
    ],
  };
}

// The next round of calls says already that nobody has answered.
function withoutRepeats(items: DueItem[]): DueItem[] {
  const again = items.some((item) => item.type === 'ladderEnd');
  return items.filter((item) => !again || item.type !== 'respondWithin');
}

function urgency(item: DueItem): number {
  if (item.type === 'step') return item.kind === 'reach' ? 2 : 7;
  if (item.type === 'overdue') return { standIn: 5, commander: 5, due: 6 }[item.stage];
  return order[item.type];
}

const order = {
  ladderEnd: 0,
  respondWithin: 1,
  nudge: 6,
  noCommander: 3,
  lapse: 4,
  commanderSilent: 4.2,
  commandSought: 3.5,
  handoverUnanswered: 8,
  rolesUnfilled: 9,
  soakEnded: 10,
  silent: 11,
  parkEnded: 5.5,
  taskDue: 6.5,
} as const satisfies Record<Exclude<DueItem['type'], 'step' | 'overdue'>, number>;

function sentenceWithLateness(item: DueItem, answered: boolean, facts: Facts): string | null {
  const sentence = dueSentence(item, answered, facts);
  const told = facts.sentAt ?? facts.now;
  const planned = new Date(item.planned);
  // Without the time of posting, an edit cannot tell its own delay from the message's.
  if (sentence === null || !isLate(planned, told) || (answered && !facts.sentAt)) return sentence;
  return `${sentence} (${durationOf(told.getTime() - planned.getTime())} late)`;
}

function fitting(lines: string[], most: { characters: number; blocks: number }): KnownBlock[] {
  const blocks: KnownBlock[] = [];
  let used = 0;
  for (const [index, line] of lines.entries()) {
    used += line.length;
    if (used > most.characters || blocks.length === most.blocks)
      return [...blocks, section(`And ${count(lines.length - index, 'more thing', 'more things')}: see the headline.`)];
    blocks.push(section(line));
  }
  return blocks;
}

function closingLines(items: DueItem[], waiting: DueItem[], facts: Facts): KnownBlock[] {
  const { incident, policy, now, pagerRings } = facts;
  if (!isOpen(incident)) {
    // What has its answer needs no second one.
    if (!waiting.some((item) => item.type !== 'step' || item.kind === 'reach')) return [];
    const over = `${statusName(policy, incident.status)} ${timeOf(incident.statusSince, now)}`;
    return [context(`${over}. Nothing of this is needed any more.`)];
  }
  const calling = items.filter(callsPeople);
  const phones = pagerRings && !calling.every((item) => 'quiet' in item && item.quiet === true);
  if (waiting.length === 0 || calling.length === 0) return [];
  if (incident.kind === 'drill') return [context('A drill: nobody was messaged.')];
  return [context(phones ? pagedLine(calling, facts) : 'Messaged in Slack. No phone rang.')];
}

function callsPeople(item: DueItem): boolean {
  switch (item.type) {
    case 'step':
      return item.kind === 'reach' && item.called.user !== null;
    case 'ladderEnd':
      return item.tried.some((one) => one.user !== null);
    case 'noCommander':
      return item.page && item.called.user !== null;
    default:
      return false;
  }
}
