import type { ReactNode } from 'react';
import type { LiveChannel } from '../../live/protocol.ts';
import { useLive } from '../live/use-live.ts';
import { DateText } from '../text/mentions.tsx';
import { MrkdwnLine } from '../text/mrkdwn.tsx';

const LONGEST = 160;

/** The pinned messages in a few words each; a press leads to the message when it is loaded. */
export function PinList({ channel, onGo }: { channel: LiveChannel; onGo: () => void }): ReactNode {
  const past = useLive((picture) => picture.pasts[channel.id]);
  const people = useLive((picture) => picture.people);
  const go = (ts: string): void => {
    onGo();
    const row = document.querySelector<HTMLElement>(`.messages [data-ts="${CSS.escape(ts)}"]`);
    row?.scrollIntoView({ block: 'center' });
    row?.focus({ preventScroll: true });
  };
  return (
    <ul className="pin-list">
      {channel.pins.map((pin) => {
        const message = past?.messages.find((one) => one.ts === pin.ts);
        return (
          <li key={pin.ts}>
            <button type="button" onClick={() => go(pin.ts)}>
              <small>
                {message ? (people[message.user]?.realName ?? message.user) : 'A message'} ·{' '}
                <DateText seconds={Number(pin.ts)} format="{date_short_pretty} at {time}" />
              </small>
              {message && <span>{<MrkdwnLine text={message.text.slice(0, LONGEST)} />}</span>}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
