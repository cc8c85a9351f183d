import type { KnownBlock } from '@slack/types';
import { type MessageFacts, messageFacts } from '../../domain/message-facts.ts';
import type { Notice } from '../../domain/notices.ts';
import { parkedUntil } from '../../domain/parking.ts';
import { type Rendered, context, section } from './build-blocks.ts';
import { oneLine, paragraph } from './escape-text.ts';
import type { Facts } from './facts.ts';
import { named, severityName, statusName, withKind } from './name-things.ts';
import { ownWords } from './own-words.ts';
import { timeOf } from './tell-time.ts';
import { nameOf } from '../../domain/incident.ts';

/** A numbered update. What it says about its own moment stays; nothing in it is edited later. */
export function renderUpdate(notice: Extract<Notice, { type: 'update' }>, facts: Facts): Rendered {
  const { incident, policy, now } = facts;
  const where = withKind(
    incident,
    `${nameOf(incident)} · ${severityName(policy, notice.as?.severity ?? incident.severity)}`,
  );
  const head = `*Update #${notice.number}* · ${where} · ${statusName(policy, notice.status)} · ${named(notice.by, facts)}, ${timeOf(notice.at, now)}`;
  const until = parkedUntil(incident);
  const none = until === null ? [] : [context(`It stays parked until ${until}; no update is asked for before.`)];
  const next = notice.nextDue === null ? none : [context(`Next update due ${timeOf(notice.nextDue, now)}`)];
  const text = `${head}${firstWords(notice, now)}`;
  const own = ownWords('update', saidIn(notice, facts), facts);
  // The organisation's wording says what it wants of the next one; a parking is Muster's to tell.
  if (own !== null) return { text, blocks: [context(head), ...own, ...none] };
  return { text, blocks: [section(head), ...partBlocks(notice, now), ...next] };
}

// What was said then, however the incident stands now: an edit must not rewrite an update.
function saidIn(notice: Extract<Notice, { type: 'update' }>, { incident, policy }: Facts): MessageFacts {
  const { number, status, text, know, done, next, eta, nextDue, noChangeSince } = notice;
  const at = new Date(notice.at);
  const own = { number, status, text, know, done, next, eta, nextDue, noChange: noChangeSince !== null };
  return { ...(notice.as ?? messageFacts(incident, policy, at)), ...own, at: notice.at };
}

/** What an update says, in one paragraph of at most `max` characters. */
export function updateWords(notice: Extract<Notice, { type: 'update' }>, now: Date, max: number): string {
  const parts = partsOf(notice);
  const said = parts.map(({ label, text }) => `${label}${paragraph(text, Math.floor(max / parts.length))}`);
  return [...(notice.noChangeSince === null ? [] : [noChangeLine(notice.noChangeSince, now)]), ...said].join(' ');
}

function partBlocks(notice: Extract<Notice, { type: 'update' }>, now: Date): KnownBlock[] {
  const parts = partsOf(notice);
  // All blocks of a message share 12,000 characters.
  const each = Math.min(2900, Math.floor(10_800 / Math.max(1, parts.length)));
  const blocks = parts.map((part) => section(`${part.label}${paragraph(part.text, each)}`));
  return notice.noChangeSince === null ? blocks : [section(noChangeLine(notice.noChangeSince, now)), ...blocks];
}

function partsOf(notice: Extract<Notice, { type: 'update' }>): { label: string; text: string }[] {
  return [
    { label: '', text: notice.text },
    { label: '*We know:* ', text: notice.know },
    { label: '*We did:* ', text: notice.done },
    { label: '*Next:* ', text: notice.next },
    { label: '*Expected:* ', text: notice.eta },
  ].filter((part): part is { label: string; text: string } => part.text !== null);
}

function noChangeLine(since: { number: number; at: string }, now: Date): string {
  const what = since.number === 0 ? 'the declaration' : `#${since.number}`;
  return `No change since ${what} (${timeOf(since.at, now)}).`;
}

function firstWords(notice: Extract<Notice, { type: 'update' }>, now: Date): string {
  if (notice.noChangeSince !== null) return `: ${noChangeLine(notice.noChangeSince, now)}`;
  const text = notice.text ?? notice.know ?? notice.done ?? notice.next;
  return text === null ? '' : `: ${oneLine(text, 300)}`;
}
