import { type ReactNode, useState } from 'react';
import type { LiveMessage } from '../../live/protocol.ts';
import { useConnection, useLive } from '../live/use-live.ts';
import { Icon } from '../parts/icons.tsx';
import { Popup } from '../parts/popup.tsx';
import { PopupButton } from '../parts/popup-button.tsx';
import { allEmoji, emojiOf } from '../text/emoji.ts';

/** The emoji under a message; a press adds one's own or takes it off. */
export function Reactions({ channel, message }: { channel: string; message: LiveMessage }): ReactNode {
  const connection = useConnection();
  const me = useLive((picture) => picture.me);
  const people = useLive((picture) => picture.people);
  if (message.reactions.length === 0) return null;
  return (
    <div className="reactions">
      {message.reactions.map(({ name, users }) => {
        const mine = users.includes(me);
        const who = users.map((user) => people[user]?.realName ?? user).join(', ');
        return (
          <button
            key={name}
            type="button"
            className="reaction"
            aria-pressed={mine}
            aria-label={`${name.replaceAll('_', ' ')}: ${who}`}
            title={`${who} reacted with :${name}:`}
            onClick={() =>
              void connection.ask({ type: 'react', channel, ts: message.ts, name, on: !mine }).catch(() => undefined)
            }
          >
            {emojiOf(name) ?? `:${name}:`} <span>{users.length}</span>
          </button>
        );
      })}
    </div>
  );
}

/** The button that offers every emoji. */
export function AddReaction({ onChoose }: { onChoose: (name: string) => void }): ReactNode {
  const [typed, setTyped] = useState('');
  const fitting = allEmoji().filter(([name]) => name.includes(typed.toLowerCase()));
  return (
    <PopupButton
      label="Add a reaction"
      title="Add a reaction"
      className="icon-button"
      opens={(popup) => {
        const choose = (name: string): void => {
          popup.onClose();
          onChoose(name);
        };
        return (
          <Popup {...popup} side="end" className="emoji-popup">
            <input
              className="picker-find"
              aria-label="Find an emoji"
              placeholder="Type to find"
              data-focus=""
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              onKeyDown={(event) => {
                if (event.key === 'Enter' && fitting[0]) choose(fitting[0][0]);
              }}
            />
            <div className="emoji-grid">
              {fitting.map(([name, sign]) => (
                <button
                  key={name}
                  type="button"
                  aria-label={name.replaceAll('_', ' ')}
                  title={`:${name}:`}
                  onClick={() => choose(name)}
                >
                  {sign}
                </button>
              ))}
            </div>
          </Popup>
        );
      }}
    >
      <Icon name="smile" />
    </PopupButton>
  );
}
