import { clockNow } from './clock.ts';
import type { Workspace } from './state/workspace.ts';

/** For whom a text is rendered: names come from the workspace, times are shown in the zone. */
export type Reader = { workspace: Workspace; tz: string };

/** Slack's mrkdwn as a person reads it: names for mentions, local times for date tokens, no escapes. */
export function renderMrkdwn(text: string, reader: Reader): string {
  const shown = text.replace(/<([^<>]+)>/g, (whole, inside: string) => renderToken(inside, reader) ?? whole);
  return shown.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function renderToken(inside: string, { workspace, tz }: Reader): string | undefined {
  const [target = '', label] = splitLabel(inside);
  if (target.startsWith('@'))
    return `@${workspace.users.find((user) => user.id === target.slice(1))?.realName ?? label ?? target.slice(1)}`;
  if (target.startsWith('#'))
    return `#${workspace.channels.find((channel) => channel.id === target.slice(1))?.name ?? label ?? target.slice(1)}`;
  if (target.startsWith('!subteam^'))
    return `@${workspace.userGroups.find((group) => group.id === target.slice(9))?.handle ?? label ?? target.slice(9)}`;
  if (target.startsWith('!date^')) {
    const [, seconds = '', format = ''] = target.split('^');
    return Number.isFinite(Number(seconds)) ? renderDate(Number(seconds), format, tz) : label;
  }
  if (target === '!here' || target === '!channel' || target === '!everyone') return `@${target.slice(1)}`;
  if (/^(https?|mailto|tel):/.test(target)) return label ?? target;
  return undefined;
}

function splitLabel(inside: string): [string, string | undefined] {
  const bar = inside.indexOf('|');
  return bar < 0 ? [inside, undefined] : [inside.slice(0, bar), inside.slice(bar + 1)];
}

/** One of Slack's date formats, such as "{date_short_pretty} at {time}", in a time zone. */
export function renderDate(seconds: number, format: string, tz: string): string {
  const date = new Date(seconds * 1000);
  const say = (options: Intl.DateTimeFormatOptions, locale = 'en-US'): string =>
    new Intl.DateTimeFormat(locale, { timeZone: tz, ...options }).format(date);
  const pretty = (options: Intl.DateTimeFormatOptions): string => relativeDay(date, tz) ?? say(options);
  const short = { year: 'numeric', month: 'short', day: 'numeric' } as const;
  const long = { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' } as const;
  const plain = { year: 'numeric', month: 'long', day: 'numeric' } as const;
  const tokens: Record<string, () => string> = {
    date_num: () => say({ year: 'numeric', month: '2-digit', day: '2-digit' }, 'en-CA'),
    date_slash: () => say({ year: 'numeric', month: '2-digit', day: '2-digit' }),
    date: () => say(plain),
    date_short: () => say(short),
    date_long: () => say(long),
    date_pretty: () => pretty(plain),
    date_short_pretty: () => pretty(short),
    date_long_pretty: () => pretty(long),
    time: () => say({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    time_secs: () => say({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }),
    ago: () => ago(clockNow().getTime() / 1000 - seconds),
  };
  return format.replace(/\{(\w+)\}/g, (whole, name: string) => tokens[name]?.() ?? whole);
}

function relativeDay(date: Date, tz: string): string | undefined {
  const dayOf = (moment: Date): string => new Intl.DateTimeFormat('en-CA', { timeZone: tz }).format(moment);
  const now = clockNow().getTime();
  const near = [
    ['yesterday', -86_400_000],
    ['today', 0],
    ['tomorrow', 86_400_000],
  ] as const;
  return near.find(([, shift]) => dayOf(new Date(now + shift)) === dayOf(date))?.[0];
}

function ago(seconds: number): string {
  const [size, unit] = Math.abs(seconds) < 3600 ? [60, 'minute'] : [3600, 'hour'];
  const amount = Math.round(Math.abs(seconds) / size);
  const said = `${amount} ${unit}${amount === 1 ? '' : 's'}`;
  return seconds < 0 ? `in ${said}` : `${said} ago`;
}
