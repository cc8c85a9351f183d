import type { Button, KnownBlock } from '@slack/types';
import { isOpen, nameOf } from '../../domain/incident.ts';
import type { DueItem, Notice } from '../../domain/notices.ts';
import { planOf } from '../../domain/plan-of.ts';
import { count } from '../../domain/wording.ts';
import { longestSection } from '../limits.ts';
import { type Rendered, buttonRow, context, section } from './build-blocks.ts';
import { cutMarkup, splitMarkup } from './cut-markup.ts';
import { withClocks } from './confession.ts';
import { renderDue } from './due.ts';
import { dueSentence } from './due-sentence.ts';
import { oneLine, paragraph } from './escape-text.ts';
import type { Facts } from './facts.ts';
import { followerBlocks } from './followed.ts';
import { catchMeUp, timelineButton } from './incident-buttons.ts';
import { nameInSentence, named, shortTitle, withKind } from './name-things.ts';
import { durationOf, timeOf } from './tell-time.ts';
import { updateWords } from './update.ts';

type Digest = Extract<Notice, { type: 'whileAway' }>;
type RenderPart = (notice: Notice, facts: Facts) => Rendered;
type Line = { at: string; text: string };

/** All blocks of a message share 12,000 characters; what is asked comes first, what happened has the rest. */
const whole = 11_000;
const mostLines = 40;
const mostSkipped = 8;
// For what a message to a person ends with: the title and why it comes.
const roomForEnd = 1000;

/** What happened in a place while nothing could be posted there: in order, each person mentioned once at most. */
export function renderWhileAway(notice: Digest, facts: Facts, renderPart: RenderPart): Rendered {
  const { incident, now, carried = [] } = facts;
  const to = facts.sentAt ?? now;
  const away = durationOf(to.getTime() - new Date(notice.since).getTime());
  const missed = notice.place === 'person' ? 'write to you' : 'post here';
  const head = `I could not ${missed} from ${timeOf(notice.since, now)} to ${timeOf(to, now)} (${away}).`;
  const updates = carried.filter(({ notice: said }) => bareOf(said).type === 'update').length;
  const asks = asksOf(notice, facts);
  const skipped = skippedBlock(notice, now);
  const forLines = whole - sizeOf([...asks.blocks, ...skipped]) - roomForEnd;
  const forUpdate = Math.min(2500, Math.floor((forLines * 0.6) / Math.max(1, updates)));
  const lines = [
    ...carried.flatMap((part) => linesOf(part, facts, { renderPart, forUpdate })),
    ...notice.asked.filter(isPast).map((item) => ({ at: item.planned, text: pastSentence(item, facts) })),
  ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const { happened, leftOut } = listOf(lines, forLines, facts);
  const earlier = leftOut > 0 ? [timelineButton(incident)] : [];
  const blocks = [
    section(`*${head}* Meanwhile:`),
    ...splitMarkup(withoutMentions(happened, facts), longestSection).map((text) => section(text)),
    ...skipped,
    ...asks.blocks,
    ...(notice.place === 'channel' ? planBlock(facts) : []),
    ...endOf(notice, facts, { asked: asks.buttons, earlier }),
  ];
  return { text: `${withKind(incident, nameOf(incident))}: ${head}`, blocks: mentionOnce(blocks, facts) };
}

type Buttons = { asked: Button[]; earlier: Button[] };

/** The buttons; to a person, what it is about and why it comes. */
function endOf({ place }: Digest, facts: Facts, { asked, earlier }: Buttons): KnownBlock[] {
  const { incident } = facts;
  if (place === 'person') return [context(shortTitle(facts)), ...followerBlocks(facts, earlier)];
  const further = place === 'channel' && isOpen(incident) ? [...asked, catchMeUp(incident)] : [];
  return buttonRow([...further, ...earlier]);
}

/** What a follower is told is what everybody is told. */
function bareOf(notice: Notice): Notice {
  return notice.type === 'followed' ? notice.of : notice;
}

function linesOf(
  { at, notice: said }: { at: Date; notice: Notice },
  facts: Facts,
  { renderPart, forUpdate }: { renderPart: RenderPart; forUpdate: number },
): Line[] {
  const notice = bareOf(said);
  const own = { ...facts, sentAt: at, late: null };
  const line = (text: string): Line => ({ at: at.toISOString(), text });
  switch (notice.type) {
    case 'nudge':
    case 'due':
      // Of the timers `asked` and `skipped` tell.
      return [];
    case 'update':
      return [
        line(`*Update #${notice.number}* · ${named(notice.by, facts)}: ${updateWords(notice, facts.now, forUpdate)}`),
      ];
    case 'trouble':
      // With what was to be done about it, or that it is mended.
      return [line(textsIn(renderPart(notice, own)).join(' '))];
    case 'confession':
      return textsIn(renderPart(notice, own)).slice(0, -1).map(line);
    default:
      // The line begins with that time.
      return textsIn(renderPart(notice, own))
        .slice(0, 1)
        .map((text) => line(text.replace(` (${timeOf(at, facts.now)})`, '')));
  }
}

function textsIn({ blocks }: Rendered): string[] {
  return blocks.flatMap((block) =>
    block.type === 'section' && block.text !== undefined ? [cutMarkup(block.text.text.replaceAll('\n', ' '), 400)] : [],
  );
}

// How things stand is in the latest of them; what is left out is on the timeline.
function listOf(lines: Line[], forLines: number, { now }: Facts): { happened: string; leftOut: number } {
  const kept: string[] = [];
  let used = 0;
  for (const { at, text } of lines.toReversed()) {
    const told = `• ${timeOf(at, now)} ${text}`;
    if (kept.length === mostLines || used + told.length > forLines) break;
    used += told.length;
    kept.unshift(told);
  }
  const leftOut = lines.length - kept.length;
  const [first] = lines;
  if (leftOut === 0 || first === undefined) return { happened: kept.join('\n'), leftOut };
  const before = `• ${count(leftOut, 'earlier thing', 'earlier things')}, from ${timeOf(first.at, now)} on: press *Timeline* to read ${leftOut === 1 ? 'it' : 'them'}.`;
  return { happened: [before, ...kept].join('\n'), leftOut };
}

type Past = Extract<DueItem, { type: 'step' | 'ladderEnd' | 'lapse' | 'respondWithin' }>;

/** What the clock did, as against what it asks for. */
function isPast(item: DueItem): item is Past {
  return item.type === 'step' || item.type === 'ladderEnd' || item.type === 'lapse' || item.type === 'respondWithin';
}

function pastSentence(item: Past, facts: Facts): string {
  const user = item.type === 'step' ? item.called.user : null;
  if (item.type !== 'step' || user === null) return dueSentence(item, true, facts) ?? '';
  const { called, kind } = item;
  const name = called.name === null ? named(user, facts) : oneLine(called.name, 80);
  const who = `${name} (${oneLine(called.title, 80)})`;
  if (facts.incident.kind === 'drill') return `${who} would have been ${kind === 'inform' ? 'informed' : 'called'}.`;
  if (kind === 'inform') return `${who} was due to be informed; the message goes out now.`;
  if (facts.pagerRings && item.quiet !== true) return `${who} was called.`;
  return `${who} was next to be called; the message in Slack goes out now, and no phone rang.`;
}

/** What is asked of people now, with every button that an answer needs. In a channel that became private meanwhile the clock asks anew. */
function asksOf(notice: Digest, facts: Facts): { blocks: KnownBlock[]; buttons: Button[] } {
  const { incident } = facts;
  const moved = incident.madePrivate !== null && incident.madePrivate.at.toISOString() > notice.since;
  if (notice.asked.length === 0 || moved) return { blocks: [], buttons: [] };
  // As beside checklists: half of a message is left for what happened.
  const blocksOf = (items: DueItem[]) =>
    items.length === 0 ? [] : renderDue({ type: 'due', items, lists: [] }, facts).blocks;
  const past = blocksOf(notice.asked.filter(isPast));
  const asking = blocksOf(notice.asked.filter((item) => !isPast(item)));
  return {
    blocks: [
      ...past.filter(({ type }) => type === 'context'),
      ...asking.filter(({ type }) => type === 'section' || type === 'context'),
    ],
    buttons: [...past, ...asking].flatMap(buttonsIn),
  };
}

function sizeOf(blocks: KnownBlock[]): number {
  return JSON.stringify(blocks).length;
}

function buttonsIn(block: KnownBlock): Button[] {
  return block.type === 'actions' ? block.elements.flatMap((one) => (one.type === 'button' ? [one] : [])) : [];
}

function skippedBlock({ skipped }: Digest, now: Date): KnownBlock[] {
  if (skipped.length === 0) return [];
  const shown = skipped.slice(0, mostSkipped).map((line) => paragraph(withClocks(line, now), 150));
  const rest = skipped.length - shown.length;
  const all = [...shown, ...(rest > 0 ? [`${rest} more`] : [])].join(', ');
  return [context(`Skipped, because it was answered or is asked again: ${all}`)];
}

function planBlock({ incident, policy, now }: Facts): KnownBlock[] {
  if (!isOpen(incident)) return [];
  const planned = planOf(incident, policy)
    .filter(({ at }) => new Date(at) > now)
    .slice(0, 5)
    .map(({ title, at }) => `${oneLine(title, 80)} ${timeOf(at, now)}`);
  return planned.length === 0 ? [] : [context(`Next in ${nameInSentence(incident)}: ${planned.join(', ')}`)];
}

const mention = /<@([UW][A-Z0-9]+)>/g;

// What happened names people; only what is asked of them calls them.
function withoutMentions(text: string, facts: Facts): string {
  return text.replace(mention, (all, user: string) => facts.names?.[user] ?? nameInPolicy(user, facts) ?? all);
}

function mentionOnce(blocks: KnownBlock[], facts: Facts): KnownBlock[] {
  const seen = new Set<string>();
  const once = (text: string) =>
    text.replace(mention, (all, user: string) => {
      if (seen.has(user)) return facts.names?.[user] ?? nameInPolicy(user, facts) ?? 'they';
      seen.add(user);
      return all;
    });
  return blocks.map((block) => {
    if (block.type === 'section' && block.text !== undefined)
      return { ...block, text: { ...block.text, text: once(block.text.text) } };
    return block;
  });
}

function nameInPolicy(user: string, { policy }: Facts): string | null {
  const name = Object.values(policy.people).find(({ slack }) => slack === user)?.name ?? null;
  return name === null ? null : oneLine(name, 80);
}
