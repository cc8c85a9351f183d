import type { KnownBlock } from '@slack/types';
import { nameOf } from '../../domain/incident.ts';
import type { Notice } from '../../domain/notices.ts';
import { count } from '../../domain/wording.ts';
import { actions } from '../ids.ts';
import { type Rendered, button, context, section } from './build-blocks.ts';
import { oneLine, paragraph } from './escape-text.ts';
import type { Facts } from './facts.ts';
import { valueOf } from './incident-buttons.ts';
import { channelLink, nameInSentence, named } from './name-things.ts';
import { replanLine } from './replan-line.ts';
import { timeOf } from './tell-time.ts';

/** More names than these are told as a number. */
const MOST_NAMED = 20;

/** In the private channel: who made it so, what was taken back, who could have seen it, and what stays. */
export function renderMadePrivate(notice: Extract<Notice, { type: 'madePrivate' }>, facts: Facts): Rendered {
  const { incident, now } = facts;
  const head = `*${nameInSentence(incident)} is private now* (${timeOf(notice.at, now)}, by ${named(notice.by, facts)})`;
  const replan = notice.replan === null ? '' : replanLine(notice.replan, facts);
  return {
    text: head,
    blocks: [
      section(notice.why === null ? head : `${head}: “${paragraph(notice.why, 1000)}”`),
      ...(replan === '' ? [] : [section(replan)]),
      ...partBlocks(facts),
      section(seenLine(facts)),
      context(staysLine(facts)),
      ...absorbedBlocks(facts),
      context(
        'Here now: whoever declared it, has a role or answered, and those whom the policy names. To let in anybody else, invite them to this channel.',
      ),
    ],
  };
}

function partBlocks(facts: Facts): KnownBlock[] {
  const told = (mark: string, state: string) =>
    facts.receipt.filter((line) => line.state === state).map((line) => `${mark} ${oneLine(line.label, 60)}`);
  const lines = [...told('✓', 'done'), ...told('⏳', 'waiting')];
  const failed = facts.receipt.filter((line) => line.state === 'failed');
  return [
    ...(lines.length === 0 ? [] : [section(`Taken back: ${lines.join(' · ')}`)]),
    ...failed.map((line) =>
      section(
        `✗ ${oneLine(line.label, 60)}: ${oneLine(line.reason ?? 'the reason is not known', 300)}`,
        button({
          label: 'Retry',
          action: actions.retry,
          value: valueOf(facts.incident, { effect: line.effectId }),
        }),
      ),
    ),
  ];
}

function seenLine({ incident, announceChannel }: Facts): string {
  const seen = incident.madePrivate?.seen ?? null;
  const channel = incident.madePrivate?.channel ?? null;
  if (seen === null) return 'I am asking Slack who could have seen it.';
  const announced =
    seen.announced === null
      ? ''
      : ` It was announced in ${channelLink(announceChannel ?? 'the announcements channel')}, to ${count(seen.announced, 'member', 'members')}.`;
  if (channel === null)
    return announced === ''
      ? 'Nobody else could have seen it: no channel had been opened.'
      : `No channel had been opened.${announced}`;
  const names = seen.others.slice(0, MOST_NAMED).map((name) => oneLine(name, 60));
  const more = seen.othersCount - names.length;
  const others = more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
  const outside = seen.othersCount === 0 ? 'All of them are members here.' : `Not members here: ${others}.`;
  return `Who could have seen it: everybody in the workspace, because ${channelLink(channel.id)} is open to all. ${count(seen.members, 'person was', 'people were')} in it. ${outside}${announced}`;
}

function staysLine({ incident }: Facts): string {
  const channel = incident.madePrivate?.channel ?? null;
  const dms = 'Direct messages to people who are not members now say only its number.';
  if (channel === null) return dms;
  return `What people wrote in ${channelLink(channel.id)} stays there, and so do Slack’s own notices of its name and topic: I can delete only my own messages. Ask people to delete theirs, and archive the channel by hand once nobody needs it. ${dms}`;
}

// What was merged into it has a channel and an announcement of its own.
function absorbedBlocks({ incident }: Facts): KnownBlock[] {
  const names = incident.absorbed.filter(({ until }) => until === null).map(nameOf);
  if (names.length === 0) return [];
  const listed = names.slice(0, 20).join(', ');
  return [
    context(
      names.length === 1
        ? `${listed} was merged into it and stays as it is: to hide that, too, make it private by itself.`
        : `${listed} were merged into it and stay as they are: to hide those, too, make each private by itself.`,
    ),
  ];
}

/** The one line that stays in the old channel; it tells the number and no more. */
export function renderMovedAway({ incident }: Facts): Rendered {
  const text = `${nameOf(incident)} is private now. Its members go on in a channel of their own.`;
  return { text, blocks: [section(text)] };
}
