import type { Workspace } from '../state/workspace.ts';
import { SlackError } from './slack-error.ts';

const MAX_NAME = 80;

/** Refuses a channel name that Slack refuses; archived channels keep their names. */
export function checkChannelName(workspace: Workspace, name: string): void {
  if (name.length > MAX_NAME) throw new SlackError('invalid_name_maxlength');
  if (/^[-_]+$/.test(name)) throw new SlackError('invalid_name_punctuation');
  // Letters of other alphabets are allowed, capitals, spaces and all other signs are not.
  if (!/^[\p{Ll}\p{Lo}\p{M}\p{N}_-]+$/u.test(name)) throw new SlackError('invalid_name_specials');
  if (workspace.channels.some((channel) => channel.kind !== 'im' && channel.name === name))
    throw new SlackError('name_taken');
}
