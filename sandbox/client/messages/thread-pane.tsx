import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import { useConnection, useLive } from '../live/use-live.ts';
import { useChannelName } from '../live/use-channel-name.ts';
import { IconButton } from '../parts/icons.tsx';
import { channelHref, goTo } from '../route.ts';
import { Composer } from './composer.tsx';
import { Message } from './message.tsx';
import { goesWith } from './message-page.tsx';

/** A thread beside its channel. */
export function ThreadPane({ channel, threadTs }: { channel: string; threadTs: string }): ReactNode {
  const connection = useConnection();
  const past = useLive((picture) => picture.pasts[channel]);
  const welcomes = useLive((picture) => picture.welcomes);
  const canWrite = useLive((picture) => {
    const known = picture.channels[channel];
    return known !== undefined && known.isMember && !known.isArchived && known.name !== picture.botUserId;
  });
  const name = useChannelName(channel);
  const end = useRef<HTMLDivElement>(null);
  const messages = useMemo(
    () => past?.messages.filter((message) => message.threadTs === threadTs || message.ts === threadTs) ?? [],
    [past, threadTs],
  );

  useEffect(() => {
    connection.loadThread(channel, threadTs).catch(() => undefined);
  }, [connection, channel, threadTs, welcomes]);

  const newest = messages.at(-1)?.ts;
  useEffect(() => {
    if (newest !== undefined) end.current?.scrollIntoView({ block: 'end' });
  }, [newest]);

  return (
    <section className="pane" aria-label="Thread">
      <header className="pane-head">
        <h2>
          Thread <small>{name}</small>
        </h2>
        <IconButton icon="close" label="Close the thread" onPress={() => goTo(channelHref(channel))} />
      </header>
      <div className="pane-body thread-body" tabIndex={0}>
        {messages.map((message, index) => (
          <Message
            key={message.ts}
            channel={channel}
            message={message}
            compact={index > 1 && goesWith(message, messages[index - 1])}
            thread
          />
        ))}
        {messages.length === 0 && <p className="nothing">This message is not there any more.</p>}
        <div ref={end} />
      </div>
      {canWrite && <Composer channel={channel} threadTs={threadTs} placeholder="Reply" />}
    </section>
  );
}
