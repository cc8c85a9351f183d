import { type ReactNode } from 'react';
import type { LiveChannel } from '../../live/protocol.ts';
import { useAsk, useConnection, useLive } from '../live/use-live.ts';
import { useChannelName } from '../live/use-channel-name.ts';
import { Avatar } from '../parts/avatar.tsx';
import { Icon } from '../parts/icons.tsx';
import { Menu } from '../parts/menu.tsx';
import { PopupButton } from '../parts/popup-button.tsx';
import { Popup } from '../parts/popup.tsx';
import { goTo } from '../route.ts';
import { withEmoji } from '../text/emoji.ts';
import { MrkdwnLine } from '../text/mrkdwn.tsx';
import { PinList } from './pin-list.tsx';

/** A channel's name, topic, members, pins and bookmarks. */
export function ChannelHeader({ channel }: { channel: LiveChannel }): ReactNode {
  const name = useChannelName(channel.id);
  return (
    <header className="channel-header">
      <div className="channel-line">
        <h1 className="channel-name">
          {channel.kind === 'im' ? <Avatar id={channel.name} size="small" /> : null}
          <span>{name}</span>
          {channel.kind === 'private' && (
            <span className="private" title="Only its members see it">
              <Icon name="lock" /> Private
            </span>
          )}
        </h1>
        {channel.topic !== '' && (
          <p className="topic" title="Topic">
            <MrkdwnLine text={channel.topic} />
          </p>
        )}
        <div className="channel-tools">
          {channel.pins.length > 0 && <Pins channel={channel} />}
          {channel.kind !== 'im' && <Members channel={channel} />}
          {channel.kind !== 'im' && channel.isMember && <ChannelMenu channel={channel} />}
        </div>
      </div>
      {channel.bookmarks.length > 0 && (
        <nav className="bookmarks" aria-label="Bookmarks">
          {channel.bookmarks.map((bookmark) => (
            <a key={bookmark.id} href={bookmark.link} target="_blank" rel="noreferrer">
              {bookmark.emoji ? withEmoji(bookmark.emoji) : <Icon name="link" />} {bookmark.title}
            </a>
          ))}
        </nav>
      )}
    </header>
  );
}

function Pins({ channel }: { channel: LiveChannel }): ReactNode {
  return (
    <PopupButton
      label={`Pinned messages: ${channel.pins.length}`}
      title="Pinned messages"
      className="header-button"
      opens={(popup) => (
        <Popup {...popup} side="end" className="card-popup">
          <h2>Pinned</h2>
          <PinList channel={channel} onGo={popup.onClose} />
        </Popup>
      )}
    >
      <Icon name="pin" /> {channel.pins.length}
    </PopupButton>
  );
}

function Members({ channel }: { channel: LiveChannel }): ReactNode {
  const connection = useConnection();
  const people = useLive((picture) => picture.people);
  const me = useLive((picture) => picture.me);
  const write = async (user: string): Promise<void> => {
    goTo(`#${await connection.ask<string>({ type: 'open-dm', user })}`);
  };
  return (
    <PopupButton
      label={`Members: ${channel.members.length}`}
      title="Members"
      className="header-button"
      opens={(popup) => (
        <Popup {...popup} side="end" className="card-popup">
          <h2>Members</h2>
          <ul className="people-list">
            {channel.members.map((id) => (
              <li key={id}>
                <button
                  type="button"
                  disabled={id === me}
                  onClick={() => {
                    popup.onClose();
                    void write(id);
                  }}
                >
                  <Avatar id={id} size="small" /> {people[id]?.realName ?? id}
                  {id === me && <small> you</small>}
                </button>
              </li>
            ))}
          </ul>
        </Popup>
      )}
    >
      <Icon name="people" /> {channel.members.length}
    </PopupButton>
  );
}

function ChannelMenu({ channel }: { channel: LiveChannel }): ReactNode {
  const { ask } = useAsk();
  const shortcuts = useLive((picture) => picture.shortcuts);
  const global = shortcuts
    .filter(({ kind }) => kind === 'global')
    .map(({ name, callbackId }) => ({
      label: name,
      detail: 'Shortcut',
      onChoose: () => void ask({ type: 'shortcut', callbackId, on: null }),
    }));
  const leave = { label: 'Leave channel', onChoose: () => void ask({ type: 'leave', channel: channel.id }) };
  return (
    <PopupButton
      label="Channel actions"
      title="Channel actions"
      className="icon-button"
      opens={(popup) => <Menu {...popup} label="Channel" side="end" items={[...global, leave]} />}
    >
      <Icon name="more" />
    </PopupButton>
  );
}
