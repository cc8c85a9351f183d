import { Fragment, memo, type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import type { LiveMessage } from '../../live/protocol.ts';
import { useZone } from '../text/mentions.tsx';
import { dayName, momentOf } from '../text/zone-time.ts';
import { isNotice, Message } from './message.tsx';

// Five minutes: after that Slack shows the name again.
const TOGETHER = 300;

type Props = {
  channel: string;
  messages: LiveMessage[];
  /** The message above the page. */
  before: LiveMessage | undefined;
  firstNew: string | null;
  box: RefObject<HTMLDivElement | null>;
};

/** Some messages that are drawn together while they are on the screen or near it, and are only their height otherwise. */
export const MessagePage = memo(function MessagePage({ channel, messages, before, firstNew, box }: Props): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const [height, setHeight] = useState<number | null>(null);
  const tz = useZone();

  useEffect(() => {
    const page = place.current;
    if (!page) return;
    const watch = new IntersectionObserver(
      ([seen]) => {
        if (!seen) return;
        // What somebody works in stays.
        const used = page.contains(document.activeElement);
        setHeight(seen.isIntersecting || used ? null : seen.boundingClientRect.height);
      },
      { root: box.current, rootMargin: '1500px 0px' },
    );
    watch.observe(page);
    return () => watch.disconnect();
  }, [box]);

  if (height !== null) return <div ref={place} style={{ height }} />;
  return (
    <div ref={place}>
      {messages.map((message, index) => (
        <Row
          key={message.ts}
          channel={channel}
          message={message}
          before={messages[index - 1] ?? before}
          isFirstNew={message.ts === firstNew}
          tz={tz}
        />
      ))}
    </div>
  );
}, isSamePage);

function isSamePage(one: Props, other: Props): boolean {
  return (
    one.channel === other.channel &&
    one.before === other.before &&
    one.firstNew === other.firstNew &&
    one.messages.length === other.messages.length &&
    one.messages.every((message, index) => message === other.messages[index])
  );
}

const Row = memo(function Row(props: {
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
});

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
