import type { LiveChannel, LivePerson } from '../../live/protocol.ts';
import { readToken, unescapeText } from '../../mrkdwn-token.ts';

/** A message's text as somebody would type it: names for mentions, addresses for links, no escapes. */
export function typedAgain(
  text: string,
  people: Record<string, LivePerson>,
  channels: Record<string, LiveChannel>,
): string {
  const typed = text.replace(/<([^<>]+)>/g, (whole, inside: string) => {
    const token = readToken(inside);
    if (token?.kind === 'user') return `@${people[token.id]?.realName ?? token.label ?? token.id}`;
    if (token?.kind === 'channel') return `#${channels[token.id]?.name ?? token.label ?? token.id}`;
    if (token?.kind === 'link') return token.url;
    if (token?.kind === 'broadcast') return `@${token.range}`;
    return whole;
  });
  return unescapeText(typed);
}
