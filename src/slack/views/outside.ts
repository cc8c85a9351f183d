import type { Button, KnownBlock } from '@slack/types';
import { holderOf } from '../../domain/incident.ts';
import type { MessageFacts } from '../../domain/message-facts.ts';
import type { Notice } from '../../domain/notices.ts';
import type { Offer } from '../../domain/outside-state.ts';
import { mention } from '../../domain/wording.ts';
import { actions } from '../ids.ts';
import { type Rendered, button, context, section } from './build-blocks.ts';
import { splitMarkup } from './cut-markup.ts';
import { oneLine, verbatim } from './escape-text.ts';
import type { Facts } from './facts.ts';
import { valueOf } from './incident-buttons.ts';
import { named, roleName, statusName } from './name-things.ts';
import { plainData } from './template-data.ts';
import { timeOf } from './tell-time.ts';

/** More of one moment than this are named, and shown by the command. */
const mostShown = 8;

/** Texts for people outside, each in a block that is copied in one go, with who sent it. Muster sends nothing itself. */
export function renderOutside(notice: Extract<Notice, { type: 'outside' }>, facts: Facts): Rendered {
  const offers = facts.incident.outside.filter(({ id }) => notice.offers.includes(id));
  const waiting = offers.filter(isWaiting);
  const names = offers.map((offer) => offerName(offer, facts)).join(', ');
  const head = waiting.length === 0 ? `Texts for outside: ${names}` : `To send: ${names}`;
  // One block each, so that it is copied in one go.
  const most = Math.min(2900, Math.floor(8000 / Math.max(1, Math.min(mostShown, offers.length))));
  const rest = offers.length - mostShown;
  return {
    text: head,
    blocks: [
      section(`*${clipped(head)}*${waiting.length === 0 ? '' : `\n${askLine(facts)}`}`),
      ...offers.slice(0, mostShown).flatMap((offer) => offerBlocks(offer, notice.as, facts, most)),
      ...(rest > 0 ? [context(`And ${rest} more: \`send\` shows all of them`)] : []),
    ],
  };
}

function clipped(text: string): string {
  return text.length > 600 ? `${text.slice(0, 599)}…` : text;
}

function isWaiting({ sentAt, supersededBy }: Offer): boolean {
  return sentAt === null && supersededBy === null;
}

/** `Status page (Investigating)`. */
export function offerName({ name, status }: Pick<Offer, 'name' | 'status'>, { policy }: Pick<Facts, 'policy'>): string {
  return `${oneLine(name, 80)} (${statusName(policy, status)})`;
}

// Who speaks for the incident outside; a mention only calls whoever is in the channel.
function askLine(facts: Facts): string {
  const { incident, policy } = facts;
  const role = policy.roles.some(({ key }) => key === 'comms') ? 'comms' : 'commander';
  const holder = holderOf(incident, role);
  const isHere = holder !== null && incident.invited.includes(holder);
  const who = holder === null ? 'nobody yet' : isHere ? mention(holder) : named(holder, facts);
  return `For the ${roleName(policy, role)} (${who}): copy it, send it yourself, then press *Sent*. I send nothing outside.`;
}

function offerBlocks(offer: Offer, said: MessageFacts, facts: Facts, most: number): KnownBlock[] {
  const { incident, now } = facts;
  const name = offerName(offer, facts);
  if (offer.sentAt === null && offer.supersededBy !== null) {
    const later = incident.outside.find(({ id }) => id === offer.supersededBy);
    const told = later === undefined ? '' : `: ${offerName(later, facts)} stands for it since ${timeOf(later.at, now)}`;
    return [section(`~${name}~ was not sent${told}.`)];
  }
  const head = section(offerLine(offer, facts), sentButton(facts, offer));
  return [head, ...textBlocks(offer.template, { key: offer.key, said, most }, facts)];
}

/** Whether it was sent, by whom and when. */
export function offerLine(offer: Offer, facts: Facts): string {
  const name = `*${offerName(offer, facts)}*`;
  if (offer.sentAt === null) return name;
  const by = offer.sentBy === null ? '' : ` by ${named(offer.sentBy, facts)}`;
  return `✓ ${name}, sent${by}, ${timeOf(offer.sentAt, facts.now)}`;
}

/** *Sent* or *Not sent*. `offer` null: nobody was offered it yet. `here`: the list is shown anew. */
export function sentButton(
  { incident }: Pick<Facts, 'incident'>,
  offer: Pick<Offer, 'key' | 'sentAt'> & { id: string | null },
  here: Record<string, string> = {},
): Button {
  const done = offer.sentAt !== null;
  return button({
    label: done ? 'Not sent' : 'Sent',
    action: actions.markSent,
    variant: offer.id ?? offer.key,
    value: valueOf(incident, {
      key: offer.key,
      ...(offer.id === null ? {} : { offer: offer.id }),
      done: done ? 'no' : 'yes',
      ...here,
    }),
  });
}

/** The text as it is copied. Nobody may send what an exercise says. */
export function textBlocks(
  template: string,
  { key, said, most }: { key: string; said: MessageFacts; most: number },
  facts: Facts,
): KnownBlock[] {
  const made = facts.render?.(template, plainData(said, facts)) ?? null;
  if (made === null) return [context(`There is no template \`${oneLine(template, 80)}\` any more.`)];
  const text = facts.incident.kind === 'drill' ? `DRILL, an exercise: do not send this\n\n${made}` : made;
  const blocks = splitMarkup(verbatim(text, most), 2900).map((part) => section(`\`\`\`${part}\`\`\``));
  if (verbatim(text, most + 1).length <= most) return blocks;
  return [...blocks, context(`It is longer than what fits here: \`send ${oneLine(key, 80)}\` shows more of it`)];
}
