import type { ReactNode } from 'react';
import { renderDate } from '../../render-date.ts';
import { useLive, useNow } from '../live/use-live.ts';
import { channelHref } from '../route.ts';

/** A person's name in a text; one's own stands out. */
export function UserMention({ id, label }: { id: string; label?: string | undefined }): ReactNode {
  const name = useLive((picture) => picture.people[id]?.realName);
  const mine = useLive((picture) => picture.me === id);
  return <span className={mine ? 'mention mention-me' : 'mention'}>@{name ?? label ?? id}</span>;
}

/** A channel's name in a text, which leads there. */
export function ChannelMention({ id, label }: { id: string; label?: string | undefined }): ReactNode {
  const channel = useLive((picture) => picture.channels[id]);
  if (!channel) return <span className="mention">#{label || 'private channel'}</span>;
  return (
    <a className="mention" href={channelHref(id)}>
      #{channel.name}
    </a>
  );
}

/** A group's handle in a text. */
export function GroupMention({ id, label }: { id: string; label?: string | undefined }): ReactNode {
  const handle = useLive((picture) => picture.groups[id]);
  return <span className="mention">@{handle ?? label?.replace(/^@/, '') ?? id}</span>;
}

/** A moment in the reader's zone, as Slack's date token asks for it. */
export function DateText(props: {
  seconds: number;
  format: string;
  url?: string | undefined;
  fallback?: string | undefined;
}): ReactNode {
  const tz = useZone();
  const now = useNow(60_000);
  if (!Number.isFinite(props.seconds)) return props.fallback ?? '';
  const text = renderDate(props.seconds, props.format, tz, now);
  const whole = renderDate(props.seconds, '{date_long} at {time_secs}', tz, now);
  const time = (
    <time dateTime={new Date(props.seconds * 1000).toISOString()} title={`${whole} (${tz})`}>
      {text}
    </time>
  );
  return props.url ? (
    <a href={props.url} target="_blank" rel="noreferrer">
      {time}
    </a>
  ) : (
    time
  );
}

/** The zone in which this person reads times. */
export function useZone(): string {
  return useLive((picture) => picture.people[picture.me]?.tz ?? 'UTC');
}
