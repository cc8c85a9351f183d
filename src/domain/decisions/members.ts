import type { Command } from '../commands.ts';
import { type Draft, plan, record } from '../draft.ts';
import { minutes, plus } from '../duration.ts';
import { isOpen } from '../incident.ts';

// Until then nothing has happened yet that the headline does not say.
const late = minutes(5);

/** Somebody came into the channel, by whatever way. Of a private incident it is recorded: from now on they can read it. */
export function memberJoined(draft: Draft, command: Extract<Command, { type: 'memberJoined' }>): void {
  const { incident, now } = draft;
  const { user, inviter } = command;
  if (incident.invited.includes(user)) return;
  incident.invited.push(user);
  if (incident.private) record(draft, 'joined', user, {});
  // Whoever was invited was told why.
  const cameLate = inviter === null && isOpen(incident) && now > plus(incident.moments.declared, late);
  if (cameLate && !incident.caughtUp.includes(user)) incident.caughtUp.push(user);
}

/** Somebody left the channel: invited again before they are next mentioned. */
export function memberLeft(draft: Draft, command: Extract<Command, { type: 'memberLeft' }>): void {
  const { incident } = draft;
  if (!incident.invited.includes(command.user)) return;
  incident.invited = incident.invited.filter((user) => user !== command.user);
  // What they may not read any more must not stay on their Home.
  if (incident.private) plan(draft, { type: 'refreshHomes' });
}
