import { type ReactNode, useState } from 'react';
import type { LiveMessage, Request } from '../../live/protocol.ts';
import { useAsk, useLive } from '../live/use-live.ts';
import { Question } from '../parts/confirm.tsx';
import { Icon, IconButton } from '../parts/icons.tsx';
import { Menu, type MenuItem } from '../parts/menu.tsx';
import { PopupButton } from '../parts/popup-button.tsx';
import { channelHref, goTo } from '../route.ts';
import { emojiOf } from '../text/emoji.ts';
import { AddReaction } from './reactions.tsx';

const AT_HAND = ['white_check_mark', 'eyes', 'pushpin'];

/** What one can do with a message: react, reply, and a menu with the app's shortcuts. */
export function MessageTools(props: {
  channel: string;
  message: LiveMessage;
  thread: boolean;
  onEdit: () => void;
}): ReactNode {
  const { channel, message } = props;
  const { ask, refused } = useAsk();
  const [deleting, setDeleting] = useState(false);
  const me = useLive((picture) => picture.me);
  const shortcuts = useLive((picture) => picture.shortcuts);
  const pinned = useLive((picture) => picture.channels[channel]?.pins.some(({ ts }) => ts === message.ts) ?? false);
  const send = (request: Request): void => void ask(request);
  const mine = message.user === me;
  const react = (name: string): void => {
    const on = !message.reactions.some((one) => one.name === name && one.users.includes(me));
    send({ type: 'react', channel, ts: message.ts, name, on });
  };
  const items: MenuItem[] = [
    ...shortcuts
      .filter(({ kind }) => kind === 'message')
      .map(({ name, callbackId }) => ({
        label: name,
        onChoose: () => send({ type: 'shortcut', callbackId, on: { channel, ts: message.ts } }),
      })),
    {
      label: pinned ? 'Unpin from this channel' : 'Pin to this channel',
      onChoose: () => send({ type: 'pin', channel, ts: message.ts, on: !pinned }),
    },
    ...(mine
      ? [
          { label: 'Edit message', onChoose: props.onEdit },
          { label: 'Delete message…', danger: true, onChoose: () => setDeleting(true) },
        ]
      : []),
  ];
  return (
    <div className="tools" role="toolbar" aria-label="Message">
      {refused !== null && (
        <span role="alert" className="refused">
          {refused}
        </span>
      )}
      {AT_HAND.map((name) => (
        <button
          key={name}
          type="button"
          className="icon-button"
          aria-label={`React with ${name.replaceAll('_', ' ')}`}
          title={`:${name}:`}
          onClick={() => react(name)}
        >
          {emojiOf(name)}
        </button>
      ))}
      <AddReaction onChoose={react} />
      {!props.thread && (
        <IconButton
          icon="reply"
          label="Reply in thread"
          onPress={() => goTo(channelHref(channel, message.threadTs ?? message.ts))}
        />
      )}
      <PopupButton
        label="More actions"
        title="More actions"
        className="icon-button"
        opens={(popup) => <Menu {...popup} label="Message" side="end" items={items} />}
      >
        <Icon name="more" />
      </PopupButton>
      {deleting && (
        <Question
          title="Delete this message?"
          yes="Delete"
          no="Keep it"
          danger
          onNo={() => setDeleting(false)}
          onYes={() => {
            setDeleting(false);
            send({ type: 'delete', channel, ts: message.ts });
          }}
        >
          It goes for everyone.
        </Question>
      )}
    </div>
  );
}
