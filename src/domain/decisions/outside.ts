import { UserError } from '../../errors.ts';
import type { Command } from '../commands.ts';
import { type Draft, post, record, refreshAll } from '../draft.ts';
import { type Incident, isOpen } from '../incident.ts';
import { messageFacts } from '../message-facts.ts';
import type { Offer } from '../outside-state.ts';
import { touch } from '../people.ts';
import { isForSeverity, type OutsideMessage } from '../runbook-parts.ts';

// Each status change may offer some; the state is one document.
const mostOffers = 200;

/**
 * Offers the texts for outside whose moment has come with this decision, all of them in one message: what somebody has to copy
 * and send. Of a private incident none is offered, because whoever reads it outside knows of it: somebody has to ask.
 */
export function offerOutside(draft: Draft, before: Incident | null): void {
  const { incident, policy, now } = draft;
  if (incident.kind === 'backfill' || incident.private) return;
  if (!isOpen(incident) && incident.status !== 'resolved') return;
  const due = policy.outside.filter((one) => isForSeverity(one, incident.severity) && hasCome(one, incident, before));
  if (due.length === 0 || incident.outside.length + due.length > mostOffers) return;
  const offers = due.map((one, index) => newOffer(draft, one, index));
  const late = incident.outside.filter(
    (one) => one.sentAt === null && one.supersededBy === null && offers.some(({ name }) => name === one.name),
  );
  for (const one of late) one.supersededBy = offers.find(({ name }) => name === one.name)?.id ?? null;
  incident.outside.push(...offers);
  const message = post(draft, {
    type: 'outside',
    offers: offers.map(({ id }) => id),
    as: messageFacts(incident, policy, now),
  });
  for (const offer of offers) offer.message = message;
  refreshAll(draft, messagesOf(late));
}

// A severity that is reached later brings what its incidents had from the beginning.
function hasCome({ key, when }: OutsideMessage, incident: Incident, before: Incident | null): boolean {
  const isNow = when === incident.status || (when === 'declared' && isOpen(incident));
  if (before === null) return isNow;
  if (before.status !== incident.status) return when === incident.status;
  return isNow && before.severity !== incident.severity && !incident.outside.some((offer) => offer.key === key);
}

function newOffer({ incident, now }: Draft, { key, name, template }: OutsideMessage, index = 0): Offer {
  const id = `O${incident.outside.length + index + 1}`;
  const own = { key, name, template, status: incident.status, at: now };
  return { id, ...own, sentBy: null, sentAt: null, supersededBy: null, message: null };
}

function messagesOf(offers: Offer[]): string[] {
  return [...new Set(offers.flatMap(({ message }) => message ?? []))];
}

/** Somebody sent it, or says that it was not sent after all. What nobody was offered yet is known from then on. */
export function markSent(draft: Draft, command: Extract<Command, { type: 'markSent' }>): void {
  const { incident, policy, now } = draft;
  const offer =
    incident.outside.find(({ id }) => id === command.offer) ??
    incident.outside.findLast(({ key }) => key === command.key) ??
    askedFor(draft, command.key);
  if (offer === null)
    throw new UserError(
      'no-such-text',
      `There is no text “${command.key.slice(0, 60)}” for outside.`,
      policy.outside.length === 0
        ? 'The policy names none.'
        : `There are: ${policy.outside.map(({ key }) => key).join(', ')}.`,
    );
  if ((offer.sentAt !== null) === command.sent) return;
  offer.sentBy = command.sent ? command.by : null;
  offer.sentAt = command.sent ? now : null;
  if (command.sent) offer.supersededBy = null;
  record(draft, 'outsideSent', command.by, { name: offer.name, status: offer.status, sent: command.sent });
  refreshAll(draft, messagesOf([offer]));
  touch(draft, command.by);
}

function askedFor(draft: Draft, key: string): Offer | null {
  const asked = draft.policy.outside.find((one) => one.key === key);
  if (asked === undefined) return null;
  const offer = newOffer(draft, asked);
  draft.incident.outside.push(offer);
  return offer;
}
