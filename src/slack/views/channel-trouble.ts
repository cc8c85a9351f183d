import type { Incident } from '../../domain/incident.ts';
import { oneLine } from './escape-text.ts';

const troubles: Record<string, string> = {
  archived: 'it was archived. Unarchive it in Slack, and I go on there',
  botRemoved: 'I was removed from it. Invite me there, and I go on',
  deleted: 'it was deleted. Commands with the number work in any channel',
};

/** Why nothing arrives in the channel, and what mends it; null while all is well. */
export function channelTroubleLine({ channelTrouble }: Incident): string | null {
  if (channelTrouble === null) return null;
  return `✗ Nothing can be posted in the channel: ${troubles[channelTrouble] ?? oneLine(channelTrouble, 200)}`;
}
