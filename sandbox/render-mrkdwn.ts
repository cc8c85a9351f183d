import { clockNow } from './clock.ts';
import { readToken, unescapeText } from './mrkdwn-token.ts';
import { renderDate } from './render-date.ts';
import type { Workspace } from './state/workspace.ts';

/** For whom a text is rendered: names come from the workspace, times are shown in the zone. */
export type Reader = { workspace: Workspace; tz: string };

/** Slack's mrkdwn as a person reads it: names for mentions, local times for date tokens, no escapes. */
export function renderMrkdwn(text: string, reader: Reader): string {
  const shown = text.replace(/<([^<>]+)>/g, (whole, inside: string) => renderToken(inside, reader) ?? whole);
  return unescapeText(shown);
}

function renderToken(inside: string, { workspace, tz }: Reader): string | undefined {
  const token = readToken(inside);
  switch (token?.kind) {
    case 'user':
      return `@${workspace.users.find((user) => user.id === token.id)?.realName ?? token.label ?? token.id}`;
    case 'channel':
      return `#${workspace.channels.find((channel) => channel.id === token.id)?.name ?? token.label ?? token.id}`;
    case 'group':
      return `@${workspace.userGroups.find((group) => group.id === token.id)?.handle ?? token.label ?? token.id}`;
    case 'date':
      return Number.isFinite(token.seconds) ? renderDate(token.seconds, token.format, tz, clockNow()) : token.fallback;
    case 'broadcast':
      return `@${token.range}`;
    case 'link':
      return token.label ?? token.url;
    case undefined:
      return undefined;
  }
}
