import type { FactValue } from '../../../src/domain/timeline.ts';

type Row = [body: Record<string, FactValue>, actor: string | null, said: string];

/** What the record says of the incident's channel. */
export const channelEntries: Record<
  'channelOpened' | 'channelRenamed' | 'channelLost' | 'channelBack' | 'archiveAsked',
  Row[]
> = {
  channelOpened: [[{ channel: 'C1', name: 'inc-42' }, null, 'Channel #inc-42 was opened']],
  channelRenamed: [
    [{ from: 'inc-42', to: 'inc-43' }, null, 'The channel was renamed from #inc-42 to #inc-43'],
    [{ from: null, to: 'inc-43' }, null, 'The channel was renamed to #inc-43'],
  ],
  channelLost: [[{ reason: 'botRemoved' }, null, 'The channel cannot be posted in: Muster was removed from it']],
  archiveAsked: [[{}, 'U01ANA0001', 'Ana had the channel archived']],
  channelBack: [[{}, null, 'The channel can be posted in again']],
};
