import type { Command } from '../commands.ts';
import { type Draft, record } from '../draft.ts';

/** Somebody came into the channel, by whatever way. Of a private incident it is recorded: from now on they can read it. */
export function memberJoined(draft: Draft, command: Extract<Command, { type: 'memberJoined' }>): void {
  const { incident } = draft;
  if (incident.invited.includes(command.user)) return;
  incident.invited.push(command.user);
  if (incident.private) record(draft, 'joined', command.user, {});
}

/** Somebody left the channel: invited again before they are next mentioned. */
export function memberLeft(draft: Draft, command: Extract<Command, { type: 'memberLeft' }>): void {
  const { incident } = draft;
  incident.invited = incident.invited.filter((user) => user !== command.user);
}
