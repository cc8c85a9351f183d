import { UserError } from '../../errors.ts';
import { promiseUpdate, restartCadence } from '../cadence.ts';
import type { Command } from '../commands.ts';
import { type Draft, post, postToThread, record, refreshAll, refreshSurfaces } from '../draft.ts';
import { minutes, plus } from '../duration.ts';
import { type Incident, nameOf } from '../incident.ts';
import { messageFacts } from '../message-facts.ts';
import type { Notice, UpdateContent } from '../notices.ts';
import { wokenFrom } from '../parking.ts';
import { touch } from '../people.ts';
import { clockTime, mention } from '../wording.ts';
import { answerTriage } from './triage.ts';
import { setStatus } from './change-status.ts';

const longestText = 3000;

/** A person's numbered update: told in the channel and under the announcement; the clock starts again. */
export function postUpdate(draft: Draft, command: Extract<Command, { type: 'postUpdate' }>): void {
  const { incident } = draft;
  const parts = [command.text, command.know, command.done, command.next, command.eta];
  const clean = parts.map((part) => (part === null || part.trim() === '' ? null : part.trim()));
  const [text = null, know = null, done = null, next = null, eta = null] = clean;
  const status = command.status !== null && command.status !== incident.status ? command.status : null;
  if (clean.every((part) => part === null) && status === null)
    throw new UserError(
      'update-empty',
      'The update has no text.',
      'Say what is known, what was done, or what comes next.',
    );
  const long = clean.find((part) => part !== null && part.length > longestText);
  if (long)
    throw new UserError(
      'update-too-long',
      `That part has ${long.length} characters; ${longestText} fit into an update.`,
      'Shorten it, or put the details into the channel and pin them with :pushpin:.',
    );
  if (status !== null) {
    const from = incident.status;
    const before = { ...incident };
    setStatus(draft, command.by, status, before);
    const woke = wokenFrom(before, incident);
    if (woke !== null) tellWoken(draft, command.by, woke);
    record(draft, 'statusChanged', command.by, { from, to: status, why: null });
  }
  if (command.triage !== undefined)
    answerTriage(draft, { type: 'answerTriage', by: command.by, answers: command.triage });
  incident.updates.noChangeStreak = 0;
  publish(
    draft,
    command.by,
    command.nextIn,
    { text, know, done, next, eta, noChangeSince: null },
    status === 'monitoring',
  );
}

/** “No change since #3”: counts as an update; the third in a row needs a sentence. */
export function noChange(draft: Draft, command: Extract<Command, { type: 'noChange' }>): void {
  const { incident } = draft;
  const sentence = command.sentence?.trim() || null;
  const { last } = incident.updates;
  if (command.number !== null && last !== null && last.number >= command.number)
    throw new UserError(
      'update-there',
      `Update #${command.number} is posted already (${clockTime(last.at)}, by ${mention(last.by)}).`,
      'Nothing more is needed until the next one is due.',
    );
  if (incident.updates.noChangeStreak >= 2 && sentence === null)
    throw new UserError(
      'sentence-needed',
      'This would be the third “No change” in a row.',
      'Add one sentence: what is being tried, or what everybody waits for.',
    );
  incident.updates.noChangeStreak += 1;
  publish(draft, command.by, null, {
    text: sentence,
    know: null,
    done: null,
    next: null,
    eta: null,
    noChangeSince:
      last === null
        ? { number: 0, at: incident.moments.declared.toISOString() }
        : { number: last.number, at: last.at.toISOString() },
  });
}

function tellWoken(draft: Draft, by: string, until: string): void {
  const change = { what: 'woken', until } as const;
  post(draft, { type: 'change', by, at: draft.now.toISOString(), change, replan: null });
}

type Said = Pick<UpdateContent, 'text' | 'know' | 'done' | 'next' | 'eta' | 'noChangeSince'>;

// An edit notifies nobody: that users no longer feel it is shown to everybody who reads the announcements.
function publish(draft: Draft, by: string, nextIn: number | null, said: Said, broadcast = false): void {
  const { incident, now } = draft;
  const asked = incident.cadence.asks;
  const number = incident.updates.count + 1;
  incident.updates.count = number;
  restartCadence(draft, nextIn);
  const content: UpdateContent = {
    ...said,
    number,
    by,
    at: now.toISOString(),
    status: incident.status,
    nextDue: incident.cadence.due?.toISOString() ?? null,
  };
  const summary =
    said.text ?? said.know ?? said.done ?? said.next ?? (said.noChangeSince ? 'No change' : 'Status changed');
  incident.updates.last = { number, at: now, by, text: summary };
  const { text, know, done, next, eta } = said;
  // “No change”: what the update before it said still holds.
  if (said.noChangeSince === null || text !== null)
    incident.lastWords = said.noChangeSince === null ? { text, know, done, next, eta } : { ...held(incident), text };
  record(draft, 'updatePosted', by, {
    number,
    status: incident.status,
    text: said.text,
    know: said.know,
    done: said.done,
    next: said.next,
    eta: said.eta,
    noChangeSince: said.noChangeSince?.number ?? null,
    // What the policy promises anyway is not repeated.
    ...(nextIn !== null && content.nextDue !== null && { due: content.nextDue }),
  });
  const notice: Notice = { type: 'update', ...content, as: messageFacts(incident, draft.policy, now) };
  post(draft, notice);
  postToThread(draft, notice, broadcast);
  refreshAll(draft, asked);
  refreshSurfaces(draft);
  touch(draft, by);
}

function held({ lastWords }: Incident): NonNullable<Incident['lastWords']> {
  return lastWords ?? { text: null, know: null, done: null, next: null, eta: null };
}

/** Moves the promised time, once per update. The message that asked shows old and new. */
export function snooze(draft: Draft, command: Extract<Command, { type: 'snooze' }>): void {
  const { incident, now } = draft;
  const { due, snoozed, asks } = incident.cadence;
  if (due === null)
    throw new UserError(
      'nothing-due',
      `No update of ${nameOf(incident)} is due.`,
      'There is nothing to snooze; you can post one at any time.',
    );
  if (snoozed)
    throw new UserError(
      'snoozed-already',
      `This update was snoozed once already, to ${clockTime(due)}.`,
      'Post what is known now, or press No change.',
    );
  if (command.for < minutes(1) || command.for > minutes(60))
    throw new UserError('snooze-length', 'An update can be snoozed by 1 to 60 minutes.', 'Choose 5 or 15 minutes.');
  // An update that is overdue is promised from now, not from a time that has passed.
  const from = due > now ? due : now;
  const to = plus(from, command.for);
  promiseUpdate(draft, to);
  incident.cadence.snoozed = true;
  record(draft, 'snoozed', command.by, {
    from: due.toISOString(),
    to: to.toISOString(),
    number: incident.updates.count + 1,
  });
  refreshAll(draft, asks);
  refreshSurfaces(draft);
  touch(draft, command.by);
}
