import { type ReactNode, useEffect, useState } from 'react';
import { useAsk, useConnection, useLive } from '../live/use-live.ts';
import { useChannelName } from '../live/use-channel-name.ts';
import { ChannelHeader } from './channel-header.tsx';
import { Composer } from './composer.tsx';
import { MessageList } from './message-list.tsx';

/** A channel: its header, its messages, and where one writes. */
export function ChannelPage({ id }: { id: string }): ReactNode {
  const connection = useConnection();
  const channel = useLive((picture) => picture.channels[id]);
  const welcomes = useLive((picture) => picture.welcomes);
  const newest = useLive((picture) => picture.pasts[id]?.messages.at(-1)?.ts);
  const isBotDm = useLive(
    (picture) => picture.channels[id]?.kind === 'im' && picture.channels[id]?.name === picture.botUserId,
  );
  const name = useChannelName(id);
  // What was unread when one came here; the marks in the list go by it.
  const [unread] = useState(channel?.unread ?? 0);
  const { ask, busy, refused } = useAsk();

  useEffect(() => {
    if (!connection.picture().pasts[id]) connection.loadHistory(id).catch(() => undefined);
  }, [connection, id, welcomes]);

  const waiting = channel?.unread ?? 0;
  useEffect(() => {
    if (newest === undefined || waiting === 0) return;
    const read = (): void => {
      if (document.visibilityState === 'visible') connection.ask({ type: 'read', channel: id }).catch(() => undefined);
    };
    read();
    document.addEventListener('visibilitychange', read);
    return () => document.removeEventListener('visibilitychange', read);
  }, [connection, id, newest, waiting]);

  if (!channel) return <p className="nothing">This channel is not there, or you are not in it.</p>;
  return (
    <>
      <ChannelHeader channel={channel} />
      <MessageList key={`${id}/${welcomes}`} channel={id} unread={unread} />
      {channel.isArchived ? (
        <p className="composer-instead">This channel is archived.</p>
      ) : !channel.isMember && channel.kind !== 'im' ? (
        <p className="composer-instead">
          <span>You are not in #{channel.name}.</span>
          <button
            type="button"
            className="button button-primary"
            disabled={busy}
            onClick={() => void ask({ type: 'join', channel: id })}
          >
            Join
          </button>
          {refused !== null && (
            <span role="alert" className="refused">
              {refused}
            </span>
          )}
        </p>
      ) : isBotDm ? (
        <p className="composer-instead">This app does not take messages; it writes to you here.</p>
      ) : (
        <Composer channel={id} threadTs={null} placeholder={`Message ${name}`} />
      )}
    </>
  );
}
