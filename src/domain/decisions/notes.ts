import { UserError } from '../../errors.ts';
import type { Command } from '../commands.ts';
import { type Draft, record } from '../draft.ts';
import { touch } from '../people.ts';

const longestNote = 3000;

/** A sentence for the record only: nobody is told. */
export function note(draft: Draft, command: Extract<Command, { type: 'note' }>): void {
  const text = command.text.trim();
  if (text === '') throw new UserError('note-empty', 'The note has no text.', 'For example: `note rolled back to 40`.');
  if (text.length > longestNote)
    throw new UserError(
      'note-too-long',
      `A note has at most ${longestNote} characters; this one has ${text.length}.`,
      'Shorten it, or post it in the channel and pin it with :pushpin:.',
    );
  record(draft, 'note', command.by, { text });
  touch(draft, command.by);
}

/** A message goes onto the timeline, once, with its own time and author; `by` is who put it there. */
export function pinMessage(draft: Draft, command: Extract<Command, { type: 'pinMessage' }>): void {
  const { incident, now } = draft;
  const { by, source, at, author } = command;
  incident.active[by] = now;
  if (incident.pinned.includes(source)) return;
  incident.pinned.push(source);
  const files = command.files ?? [];
  const body = { author, text: command.text.slice(0, longestNote), ...(files.length === 0 ? {} : { files }) };
  record(draft, 'messagePinned', by, body, { at, source });
}

/** A pinned message was edited: the new text follows, the old one stays. What is not pinned is nobody's business. */
export function editPinned(draft: Draft, command: Extract<Command, { type: 'editPinned' }>): void {
  const { by, source, text } = command;
  if (!draft.incident.pinned.includes(source)) return;
  record(draft, 'messageEdited', by, { text: text.slice(0, longestNote) }, { source });
}

/** A pinned message was taken off, or deleted in Slack: the record says so and keeps what it said. */
export function unpinMessage(draft: Draft, command: Extract<Command, { type: 'unpinMessage' }>): void {
  const { incident } = draft;
  const { by, source, reason } = command;
  if (!incident.pinned.includes(source)) return;
  incident.pinned = incident.pinned.filter((one) => one !== source);
  record(draft, 'messageUnpinned', by, { reason }, { source });
}
