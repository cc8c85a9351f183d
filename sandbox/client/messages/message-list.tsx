import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { LiveMessage } from '../../live/protocol.ts';
import { inChannel } from '../live/picture.ts';
import { useConnection, useLive } from '../live/use-live.ts';
import { Icon } from '../parts/icons.tsx';
import { MessagePage } from './message-page.tsx';

const AT_END = 80;

/** A channel's messages. Older ones come as one scrolls up; pages out of sight are only their height. */
export function MessageList({ channel, unread }: { channel: string; unread: number }): ReactNode {
  const past = useLive((picture) => picture.pasts[channel]);
  const me = useLive((picture) => picture.me);
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const [far, setFar] = useState(false);

  const pages = useMemo(() => {
    const { messages = [], marks = [] } = past ?? {};
    const shown = messages.filter(inChannel);
    return marks.map((mark, index) => {
      const next = marks[index + 1];
      return shown.filter(({ ts }) => ts >= mark && (next === undefined || ts < next));
    });
  }, [past]);
  const newest = pages.at(-1)?.at(-1);

  // Where one had read to when one came: it stays while one is here.
  const [firstNew, setFirstNew] = useState<string | null | undefined>(undefined);
  if (firstNew === undefined && past) setFirstNew(firstUnread(pages.flat(), me, unread));

  const { top, failed } = useOlder(channel, box, past?.marks[0], past?.hasMore ?? false);

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

  const hasMore = past?.hasMore ?? true;
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
            {!hasMore && (newest ? 'This is where it begins.' : 'Nobody has written anything here yet.')}
          </div>
          {pages.map((page, index) => (
            <MessagePage
              key={past?.marks[index]}
              channel={channel}
              messages={page}
              before={pages[index - 1]?.at(-1)}
              firstNew={firstNew ?? null}
              box={box}
            />
          ))}
        </div>
      </div>
      {far && (
        <button
          type="button"
          className="button to-newest"
          aria-label="To the newest message"
          onClick={() => box.current?.scrollTo(0, box.current.scrollHeight)}
        >
          <Icon name="down" /> <span>To the newest</span>
        </button>
      )}
    </div>
  );
}

/** Loads the page before when the top comes near, and holds what one reads in its place meanwhile. */
function useOlder(
  channel: string,
  box: RefObject<HTMLDivElement | null>,
  oldest: string | undefined,
  hasMore: boolean,
): { top: RefObject<HTMLDivElement | null>; failed: boolean } {
  const connection = useConnection();
  const top = useRef<HTMLDivElement>(null);
  const below = useRef(0);
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    const mark = top.current;
    const scroller = box.current;
    if (!mark || !scroller || !hasMore) return;
    let loading = false;
    const watch = new IntersectionObserver(
      ([seen]) => {
        if (!seen?.isIntersecting || loading) return;
        loading = true;
        below.current = scroller.scrollHeight;
        connection.loadHistory(channel).catch(() => setFailed(true));
      },
      { root: scroller, rootMargin: '600px 0px 0px' },
    );
    watch.observe(mark);
    return () => watch.disconnect();
    // Anew after each page: one that is shorter than the screen asks for the next at once.
  }, [connection, channel, box, hasMore, oldest]);

  useLayoutEffect(() => {
    const scroller = box.current;
    // The browser itself holds the place, but not at the very top.
    if (scroller && oldest !== undefined && below.current > 0 && scroller.scrollTop < 1)
      scroller.scrollTop = scroller.scrollHeight - below.current;
    below.current = 0;
  }, [box, oldest]);

  return { top, failed };
}

function firstUnread(messages: LiveMessage[], me: string, unread: number): string | null {
  if (unread === 0) return null;
  const others = messages.filter((message) => message.user !== me && !message.ephemeral);
  return others.at(-unread)?.ts ?? others[0]?.ts ?? null;
}
