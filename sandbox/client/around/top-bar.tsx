import { type ReactNode } from 'react';
import { useLive } from '../live/use-live.ts';
import { Avatar } from '../parts/avatar.tsx';
import { Icon, IconButton } from '../parts/icons.tsx';
import { Popup } from '../parts/popup.tsx';
import { PopupButton } from '../parts/popup-button.tsx';
import { addressAs } from '../route.ts';
import { useTheme } from '../theme.ts';
import { ClockBar } from './clock-bar.tsx';

/** Above the workspace: the clock, the bot, who one is, and the way to what is around Slack. */
export function TopBar(props: { around: boolean; onAround: () => void; onDrawer: () => void }): ReactNode {
  const { theme, toggle } = useTheme();
  return (
    <header className="top-bar">
      <IconButton icon="menu" label="Channels" className="only-narrow" onPress={props.onDrawer} />
      <a className="brand" href="/" title="To the start page">
        <Icon name="spark" />
        <span>Sandbox</span>
      </a>
      <ClockBar />
      <div className="top-end">
        <BotState />
        <IconButton
          icon={theme === 'dark' ? 'sun' : 'moon'}
          label={theme === 'dark' ? 'Light colours' : 'Dark colours'}
          onPress={toggle}
        />
        <IconButton icon="panel" label="Around Slack" pressed={props.around} onPress={props.onAround} />
        <ActingAs />
      </div>
    </header>
  );
}

const BOT_WORDS = { starting: 'Bot is starting', up: 'Bot is up', down: 'Bot is down' };

function BotState(): ReactNode {
  const { bot } = useLive((picture) => picture.trouble);
  return (
    <span role="status" className={`bot-state bot-${bot}`} title={BOT_WORDS[bot]}>
      <span className="bot-words">{BOT_WORDS[bot]}</span>
    </span>
  );
}

function ActingAs(): ReactNode {
  const me = useLive((picture) => picture.me);
  const people = useLive((picture) => picture.people);
  const name = people[me]?.realName ?? me;
  return (
    <PopupButton
      label={`You act as ${name}. Act as somebody else`}
      className="acting-as"
      opens={(popup) => (
        <Popup {...popup} side="end" className="card-popup">
          <h2>Act as</h2>
          <ul className="people-list">
            {Object.values(people)
              .filter(({ playable }) => playable)
              .map((person) => (
                <li key={person.id}>
                  <a
                    href={addressAs(person.id, window.location.hash)}
                    aria-current={person.id === me ? 'true' : undefined}
                  >
                    <Avatar id={person.id} size="small" /> {person.realName}
                    <small>{person.tz.replaceAll('_', ' ')}</small>
                  </a>
                </li>
              ))}
          </ul>
          <p className="hint">Open one in a window of its own to be two people at once.</p>
        </Popup>
      )}
    >
      <Avatar id={me} size="small" />
      <span className="acting-name">{name}</span>
      <Icon name="down" />
    </PopupButton>
  );
}
