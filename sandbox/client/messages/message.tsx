import { memo, type ReactNode, useMemo, useState } from 'react';
import type { LiveMessage } from '../../live/protocol.ts';
import { Blocks } from '../blocks/blocks.tsx';
import { type Surface, SurfaceContext } from '../blocks/use-place.ts';
import { useLive } from '../live/use-live.ts';
import { Avatar } from '../parts/avatar.tsx';
import { Icon } from '../parts/icons.tsx';
import { channelHref } from '../route.ts';
import { DateText, useZone } from '../text/mentions.tsx';
import { Mrkdwn } from '../text/mrkdwn.tsx';
import { clockTime, momentOf } from '../text/zone-time.ts';
import { EditMessage } from './edit-message.tsx';
import { Files } from './files.tsx';
import { MessageTools } from './message-tools.tsx';
import { Reactions } from './reactions.tsx';

/** One message; `compact` under another of the same person, `thread` inside a thread. */
export const Message = memo(function Message(props: {
  channel: string;
  message: LiveMessage;
  compact?: boolean;
  thread?: boolean;
}): ReactNode {
  const { channel, message, compact = false, thread = false } = props;
  const [near, setNear] = useState(false);
  const [editing, setEditing] = useState(false);
  const author = useLive((picture) => picture.people[message.user]);
  const pinnedBy = useLive((picture) => {
    const pin = picture.channels[channel]?.pins.find((one) => one.ts === message.ts);
    return pin && (picture.people[pin.by]?.realName ?? pin.by);
  });
  const tz = useZone();
  const time = clockTime(momentOf(message.ts), tz);
  const name = author?.realName ?? message.user;

  if (isNotice(message))
    return (
      <div className="notice" data-ts={message.ts}>
        <Avatar id={message.user} size="small" />
        <span>
          {!message.text.startsWith('<@') && <span className="notice-name">{name} </span>}
          <Mrkdwn text={message.text} />
        </span>
        <time dateTime={momentOf(message.ts).toISOString()}>{time}</time>
      </div>
    );

  const mark = [
    'message',
    compact && 'compact',
    pinnedBy && 'pinned',
    message.ephemeral && 'ephemeral',
    near && 'near',
  ];
  return (
    <article
      className={mark.filter(Boolean).join(' ')}
      data-ts={message.ts}
      tabIndex={0}
      aria-label={`${name}, ${time}${message.ephemeral ? ', only visible to you' : ''}`}
      onMouseEnter={() => setNear(true)}
      onMouseLeave={(event) => {
        if (!event.currentTarget.contains(document.activeElement)) setNear(false);
      }}
      onFocus={() => setNear(true)}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setNear(false);
      }}
    >
      {message.ephemeral && (
        <p className="message-mark">
          <Icon name="eye" /> Only visible to you
        </p>
      )}
      {pinnedBy !== undefined && (
        <p className="message-mark">
          <Icon name="pin" /> Pinned by {pinnedBy}
        </p>
      )}
      <div className="message-side">
        {compact ? <time className="side-time">{time}</time> : <Avatar id={message.user} />}
      </div>
      <div className="message-body">
        {!compact && (
          <header className="message-head">
            <strong>{name}</strong>
            {author?.kind === 'bot' && <span className="badge">App</span>}
            <span className="time">
              <DateText seconds={Number(message.ts)} format="{time}" />
            </span>
          </header>
        )}
        {editing ? (
          <EditMessage channel={channel} message={message} onDone={() => setEditing(false)} />
        ) : (
          <Said channel={channel} message={message} />
        )}
        <Files files={message.files} />
        <Reactions channel={channel} message={message} />
        {message.trouble !== null && (
          <p role="alert" className="refused">
            <Icon name="warning" /> {message.trouble}
          </p>
        )}
        {!thread && message.replies && message.replies.count > 0 && (
          <Replies channel={channel} message={message} replies={message.replies} />
        )}
      </div>
      {near && !editing && !message.ephemeral && (
        <MessageTools channel={channel} message={message} thread={thread} onEdit={() => setEditing(true)} />
      )}
    </article>
  );
});

function Said({ channel, message }: { channel: string; message: LiveMessage }): ReactNode {
  const { ts, ephemeral } = message;
  const surface = useMemo(
    (): Surface => ({ place: { in: ephemeral ? 'ephemeral' : 'message', channel, ts }, values: {}, errors: {} }),
    [channel, ts, ephemeral],
  );
  return (
    <div className="message-text">
      {message.blocks.length > 0 ? (
        <SurfaceContext value={surface}>
          <Blocks blocks={message.blocks} />
        </SurfaceContext>
      ) : (
        <Mrkdwn text={message.text} />
      )}
      {message.edited && <span className="edited"> (edited)</span>}
    </div>
  );
}

function Replies(props: {
  channel: string;
  message: LiveMessage;
  replies: { count: number; users: string[]; newest: string };
}): ReactNode {
  const { count, users, newest } = props.replies;
  return (
    <a className="replies" href={channelHref(props.channel, props.message.ts)}>
      <span className="reply-faces">
        {users.slice(0, 4).map((user) => (
          <Avatar key={user} id={user} size="small" />
        ))}
      </span>
      <strong>{count === 1 ? '1 reply' : `${count} replies`}</strong>
      <span className="reply-time">
        Last <DateText seconds={Number(newest)} format="{date_short_pretty} at {time}" />
      </span>
    </a>
  );
}

/** Tells whether Slack itself wrote it: somebody joined, a topic was set. */
export function isNotice(message: LiveMessage): boolean {
  return /^(channel|group)_|^(un)?pinned_item|^bot_(add|remove)/.test(message.subtype ?? '');
}
