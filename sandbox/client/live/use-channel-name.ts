import { useLive } from './use-live.ts';

/** What a channel is called: #general, or the name of the other person of a direct message. */
export function useChannelName(id: string): string {
  return useLive((picture) => {
    const channel = picture.channels[id];
    if (!channel) return '';
    return channel.kind === 'im' ? (picture.people[channel.name]?.realName ?? channel.name) : `#${channel.name}`;
  });
}
