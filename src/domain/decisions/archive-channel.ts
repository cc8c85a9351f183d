import { UserError } from '../../errors.ts';
import type { Command } from '../commands.ts';
import { type Draft, plan, record } from '../draft.ts';
import { nameOf } from '../incident.ts';

const gone = {
  archived: ['is archived already', 'To use it again, unarchive it in Slack; I notice by myself.'],
  botRemoved: ['no longer has me in it', 'Archive it in Slack, or invite me again and press once more.'],
  deleted: ['was deleted', 'There is nothing left to archive.'],
} as const;

/** A person has the channel archived: never the clock. What is due later goes to its owner by direct message. */
export function archiveChannel(draft: Draft, command: Extract<Command, { type: 'archiveChannel' }>): void {
  const { incident } = draft;
  const name = nameOf(incident);
  if (incident.channel === null)
    throw new UserError('no-channel', `${name} has no channel.`, 'There is nothing to archive.');
  const trouble = incident.channelTrouble;
  if (trouble === 'archived' || trouble === 'botRemoved' || trouble === 'deleted') {
    const [what, remedy] = gone[trouble];
    throw new UserError('channel-gone', `The channel of ${name} ${what}.`, remedy);
  }
  record(draft, 'archiveAsked', command.by, {});
  plan(draft, { type: 'archiveChannel', by: command.by });
}
