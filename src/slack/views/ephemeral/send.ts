import type { KnownBlock } from '@slack/types';
import { isForSeverity } from '../../../domain/runbook-parts.ts';
import { nameOf } from '../../../domain/incident.ts';
import { messageFacts } from '../../../domain/message-facts.ts';
import type { OutsideMessage } from '../../../domain/runbook-parts.ts';
import { type Rendered, context, section } from '../build-blocks.ts';
import { oneLine } from '../escape-text.ts';
import type { Facts } from '../facts.ts';
import { privateName } from '../name-things.ts';
import { offerLine, sentButton, textBlocks } from '../outside.ts';

/** More than this are named: a message takes 50 blocks and 12,000 characters. */
const mostShown = 10;

/**
 * The texts for people outside as they read now, ready to copy, and what was sent. `key` null: all that the policy has for this
 * severity; else that one alone, whole.
 */
export function renderSend(facts: Facts, key: string | null): Rendered {
  const { incident, policy } = facts;
  const all = policy.outside.filter(
    (one) => key === one.key || (key === null && isForSeverity(one, incident.severity)),
  );
  const name = incident.private ? privateName(incident) : nameOf(incident);
  const head = `Texts for people outside, about ${name}`;
  const warning = incident.private
    ? [
        section(
          '*It is private.* Whoever reads this outside learns of it; only a person who may decide that should send it.',
        ),
      ]
    : [];
  if (all.length === 0)
    return { text: head, blocks: [section(`*${head}*`), context('The policy has none for this severity')] };
  const most = Math.floor(8000 / Math.min(mostShown, all.length));
  const rest = all.slice(mostShown).map((one) => `\`send ${oneLine(one.key, 60)}\``);
  return {
    text: head,
    blocks: [
      section(`*${head}*\nThey read as of now. I send nothing outside: copy one, send it yourself, then press *Sent*.`),
      ...warning,
      ...all
        .slice(0, mostShown)
        .flatMap((one) => messageBlocks(one, facts, key === null ? Math.min(2900, most) : null)),
      ...(rest.length === 0 ? [] : [context(`More: ${rest.join(', ')}`)]),
    ],
  };
}

function messageBlocks(one: OutsideMessage, facts: Facts, most: number | null): KnownBlock[] {
  const { incident, policy, now } = facts;
  const offer = incident.outside.findLast(({ key }) => key === one.key) ?? null;
  const said = messageFacts(incident, policy, now);
  const here = { here: 'yes', ...(most === null ? { only: one.key } : {}) };
  const line =
    offer === null ? `*${oneLine(one.name, 80)}*, for when it is ${whenName(one, facts)}` : offerLine(offer, facts);
  const press = sentButton(facts, offer ?? { id: null, key: one.key, sentAt: null }, here);
  return [section(line, press), ...textBlocks(one.template, { key: one.key, said, most: most ?? 8000 }, facts)];
}

function whenName({ when }: OutsideMessage, { policy }: Facts): string {
  return (when === 'declared' ? 'declared' : oneLine(policy.statuses[when] ?? when, 40)).toLowerCase();
}
