import type { ReactNode } from 'react';
import type { LiveChannel } from '../live/protocol.ts';
import { useConnection, useLive } from './live/use-live.ts';
import { Avatar } from './parts/avatar.tsx';
import { Icon } from './parts/icons.tsx';
import { channelHref, goTo } from './route.ts';

// Of a long name the end is shown too: incidents of one day differ only there.
const SHORT = 24;
const TAIL = 9;

/** Channels, direct messages and the app, with what is unread in them. */
export function Sidebar({ where }: { where: string | null }): ReactNode {
  const all = useLive((picture) => picture.channels);
  const bot = useLive((picture) => picture.botUserId);
  const botName = useLive((picture) => picture.people[picture.botUserId]?.realName ?? 'App');
  const channels = Object.values(all).filter(({ kind }) => kind !== 'im');
  const mine = channels.filter(({ isMember, isArchived }) => isMember && !isArchived).sort(byName);
  const others = channels.filter(({ isMember, isArchived }) => !isMember && !isArchived).sort(byName);
  const archived = channels.filter(({ isArchived }) => isArchived).sort(byName);
  const direct = Object.values(all).filter(({ kind, name }) => kind === 'im' && name !== bot);
  const botDm = Object.values(all).find(({ kind, name }) => kind === 'im' && name === bot);
  return (
    <nav className="sidebar" aria-label="Workspace">
      <Group title="Channels">
        {mine.map((channel) => (
          <Entry key={channel.id} channel={channel} here={where === channel.id} />
        ))}
      </Group>
      {others.length > 0 && (
        <Group title="Channels you could join">
          {others.map((channel) => (
            <Entry key={channel.id} channel={channel} here={where === channel.id} />
          ))}
        </Group>
      )}
      <Group title="Direct messages">
        {direct.map((channel) => (
          <Entry key={channel.id} channel={channel} here={where === channel.id} />
        ))}
        <WriteTo />
      </Group>
      <Group title="Apps">
        <a className="entry" href="#home" aria-current={where === 'home' ? 'page' : undefined}>
          <span className="entry-sign">
            <Icon name="home" />
          </span>
          <span className="entry-name">{botName} Home</span>
        </a>
        {botDm && <Entry channel={botDm} here={where === botDm.id} />}
      </Group>
      {archived.length > 0 && (
        <Group title="Archived">
          {archived.map((channel) => (
            <Entry key={channel.id} channel={channel} here={where === channel.id} />
          ))}
        </Group>
      )}
    </nav>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return (
    <section>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Entry({ channel, here }: { channel: LiveChannel; here: boolean }): ReactNode {
  const person = useLive((picture) => picture.people[channel.name]);
  const name = channel.kind === 'im' ? (person?.realName ?? channel.name) : channel.name;
  const loud = channel.unread > 0 && !here;
  const count = channel.kind === 'im' ? channel.unread : channel.mentions;
  const unread = loud ? `, ${channel.unread} unread` : '';
  return (
    <a
      className={loud ? 'entry unread' : 'entry'}
      href={channelHref(channel.id)}
      aria-current={here ? 'page' : undefined}
      aria-label={`${name}${unread}`}
      title={name}
    >
      <span className="entry-sign">
        {channel.kind === 'im' ? (
          <Avatar id={channel.name} size="small" />
        ) : (
          <Icon name={channel.kind === 'private' ? 'lock' : 'hash'} />
        )}
      </span>
      <span className="entry-name">{name.length > SHORT ? name.slice(0, -TAIL) : name}</span>
      {name.length > SHORT && <span className="entry-tail">{name.slice(-TAIL)}</span>}
      {loud && count > 0 && <span className="count">{count}</span>}
    </a>
  );
}

function WriteTo(): ReactNode {
  const connection = useConnection();
  const people = useLive((picture) => picture.people);
  const channels = useLive((picture) => picture.channels);
  const me = useLive((picture) => picture.me);
  const known = new Set(Object.values(channels).map(({ name }) => name));
  const rest = Object.values(people).filter(
    ({ id, kind, deleted }) => id !== me && kind !== 'bot' && !deleted && !known.has(id),
  );
  if (rest.length === 0) return null;
  const open = async (user: string): Promise<void> =>
    goTo(`#${await connection.ask<string>({ type: 'open-dm', user })}`);
  return (
    <select
      className="write-to"
      aria-label="Write to somebody"
      value=""
      onChange={(event) => void open(event.target.value).catch(() => undefined)}
    >
      <option value="" disabled>
        Write to…
      </option>
      {rest.map((person) => (
        <option key={person.id} value={person.id}>
          {person.realName}
        </option>
      ))}
    </select>
  );
}

function byName(one: LiveChannel, other: LiveChannel): number {
  return one.name.localeCompare(other.name);
}
