import { Fragment, type ReactNode, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { LiveMessage } from '../../live/protocol.ts';
import { inChannel } from '../live/picture.ts';
import { useConnection, useLive } from '../live/use-live.ts';
import { Icon } from '../parts/icons.tsx';
import { useZone } from '../text/mentions.tsx';
import { dayName, momentOf } from '../text/zone-time.ts';
import { isNotice, Message } from './message.tsx';

// Five minutes: after that Slack shows the name again.
const TOGETHER = 300;
const AT_END = 80;

/** A channel's messages. Older ones come as one scrolls up; those out of sight cost no layout (content-visibility). */
export function MessageList({ channel, unread }: { channel: string; unread: number }): ReactNode {
  const connection = useConnection();
  const past = useLive((picture) => picture.pasts[channel]);
  const me = useLive((picture) => picture.me);
  const tz = useZone();
  const box = useRef<HTMLDivElement>(null);
  const top = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const [far, setFar] = useState(false);
  const [failed, setFailed] = useState(false);

  const messages = useMemo(() => {
    const { oldest = null, messages: known = [] } = past ?? {};
    return known.filter((one) => inChannel(one) && (oldest === null || Number(one.ts) >= Number(oldest)));
  }, [past]);

  // Where one had read to when one came: it stays while one is here.
  const [firstNew, setFirstNew] = useState<string | null | undefined>(undefined);
  if (firstNew === undefined && past) setFirstNew(firstUnread(messages, me, unread));

  const hasMore = past?.hasMore ?? false;
  useEffect(() => {
    const mark = top.current;
    if (!mark || !hasMore) return;
    let loading = false;
    const watch = new IntersectionObserver(
      ([seen]) => {
        if (!seen?.isIntersecting || loading) return;
        loading = true;
        connection.loadHistory(channel).then(
          () => {
            loading = false;
          },
          () => setFailed(true),
        );
      },
      { root: box.current, rootMargin: '600px 0px 0px' },
    );
    watch.observe(mark);
    return () => watch.disconnect();
    // Anew after each page: a page that is shorter than the screen asks for the next at once.
  }, [connection, channel, hasMore, messages.length]);

  const newest = messages.at(-1);
  const mine = newest?.user === me;
  useLayoutEffect(() => {
    const scroller = box.current;
    if (scroller && newest && (atEnd.current || mine)) scroller.scrollTop = scroller.scrollHeight;
  }, [newest, mine]);

  // A message that grows (a file, a picture, an edit) must not push the newest out of sight.
  useEffect(() => {
    const scroller = box.current;
    const inside = scroller?.firstElementChild;
    if (!scroller || !inside) return;
    const watch = new ResizeObserver(() => {
      if (atEnd.current) scroller.scrollTop = scroller.scrollHeight;
    });
    watch.observe(inside);
    watch.observe(scroller);
    return () => watch.disconnect();
  }, []);

  return (
    <div className="messages-frame">
      <div
        ref={box}
        className="messages"
        role="log"
        aria-label="Messages"
        tabIndex={0}
        onScroll={(event) => {
          const { scrollTop, scrollHeight, clientHeight } = event.currentTarget;
          const away = scrollHeight - scrollTop - clientHeight;
          atEnd.current = away < AT_END;
          setFar(away > clientHeight / 2);
        }}
      >
        <div className="messages-inside">
          <div ref={top} className="messages-top">
            {!past && 'Loading…'}
            {failed && 'Older messages could not be loaded.'}
            {past && !hasMore && messages.length > 0 && 'This is where it begins.'}
            {past && !hasMore && messages.length === 0 && 'Nobody has written anything here yet.'}
          </div>
          {messages.map((message, index) => (
            <Row
              key={message.ts}
              channel={channel}
              message={message}
              before={messages[index - 1]}
              isFirstNew={message.ts === firstNew}
              tz={tz}
            />
          ))}
        </div>
      </div>
      {far && (
        <button
          type="button"
          className="button to-newest"
          onClick={() => box.current?.scrollTo(0, box.current.scrollHeight)}
        >
          <Icon name="down" /> To the newest
        </button>
      )}
    </div>
  );
}

function Row(props: {
  channel: string;
  message: LiveMessage;
  before: LiveMessage | undefined;
  isFirstNew: boolean;
  tz: string;
}): ReactNode {
  const { message, before, tz } = props;
  const day = dayName(momentOf(message.ts), tz);
  const newDay = !before || dayName(momentOf(before.ts), tz) !== day;
  return (
    <Fragment>
      {newDay && (
        <div className="day">
          <span>{day}</span>
        </div>
      )}
      {props.isFirstNew && (
        <div className="first-new">
          <span>New</span>
        </div>
      )}
      <Message
        channel={props.channel}
        message={message}
        compact={!newDay && !props.isFirstNew && goesWith(message, before)}
      />
    </Fragment>
  );
}

/** Tells whether a message follows another of the same person closely enough to go without its name. */
export function goesWith(message: LiveMessage, before: LiveMessage | undefined): boolean {
  return (
    before !== undefined &&
    before.user === message.user &&
    before.ephemeral === message.ephemeral &&
    !isNotice(before) &&
    Number(message.ts) - Number(before.ts) < TOGETHER
  );
}

function firstUnread(messages: LiveMessage[], me: string, unread: number): string | null {
  if (unread === 0) return null;
  const others = messages.filter((message) => message.user !== me && !message.ephemeral);
  return others.at(-unread)?.ts ?? others[0]?.ts ?? null;
}
