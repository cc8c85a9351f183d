import { UserError } from '../../errors.ts';
import type { Command } from '../commands.ts';
import { type Draft, inviteBeforeMention, plan, record, refreshAll } from '../draft.ts';
import type { Incident } from '../incident.ts';
import { touch } from '../people.ts';
import { resolveRings } from '../rings.ts';
import { answerOf } from '../waiting-call.ts';
import { clockTime, mention } from '../wording.ts';
import { callPerson, refuseCalling } from './calling.ts';

type Paging = Extract<Command, { type: 'page' }>;

/** One person is reached now, by hand, perhaps instead of another one. The channel hears what became of it. */
export function pagePerson(draft: Draft, command: Paging): void {
  const { user, by, why, insteadOf = null } = command;
  refuseCalling(draft.incident);
  if (user === by)
    throw new UserError('page-yourself', 'You cannot page yourself.', 'Choose the person whom you need.');
  refusePressed(draft, command);
  record(draft, 'paged', by, { user, why, insteadOf });
  inviteBeforeMention(draft, [user]);
  callPerson(draft, user, '', 'page', why, by);
  if (insteadOf !== null) relieve(draft, insteadOf, { user, by });
  touch(draft, by);
}

/** The button that was `asked` by was pressed before: one press calls. */
export function refuseCalledSince(incident: Incident, user: string, asked: Date | null): void {
  const called = incident.pages[user]?.at;
  if (asked === null || called === undefined || called <= asked) return;
  throw new UserError(
    'paged-already',
    `${mention(user)} was called already (${clockTime(called)}).`,
    'To call them once more, page them.',
    { offer: pageSomeone(incident) },
  );
}

function pageSomeone({ id }: Incident) {
  return { label: 'Page someone', action: 'open_page', value: { incident: id } };
}

/** A button is pressed twice, or by two people, or when the one whom it would spare has answered. */
function refusePressed({ incident }: Draft, { user, insteadOf = null, asked = null }: Paging): void {
  refuseCalledSince(incident, user, asked);
  const answered = insteadOf === null ? null : answerOf(incident, insteadOf);
  if (insteadOf === null || answered === null) return;
  throw new UserError(
    'answered-meanwhile',
    `${mention(insteadOf)} has answered (${clockTime(answered)}), so nobody was called instead.`,
    'If somebody else is needed as well, page them.',
    { offer: pageSomeone(incident) },
  );
}

/** Somebody else comes: their phone is silent, and they hear that they need not. What they were called for stays theirs on the ladder. */
function relieve(draft: Draft, whom: string, { user, by }: { user: string; by: string }): void {
  const { incident, now } = draft;
  const page = incident.pages[whom];
  if (page === undefined || page.stoodDown !== null) return;
  incident.pages[whom] = { ...page, stoodDown: now, instead: user };
  resolveRings(draft, by, whom);
  const reason = 'Somebody else is called instead of you';
  plan(draft, { type: 'post', to: { type: 'person', user: whom }, notice: { type: 'standDown', user: whom, reason } });
  refreshAll(draft, incident.calls);
}
