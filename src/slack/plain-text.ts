/**
 * Text from Slack as its author saw it: escaped characters, links and mentions become plain words, so that it
 * is stored once, readable everywhere, and escaped again by whatever shows it.
 */
export function plainText(text: string, nameOf: (user: string) => string | null = () => null): string {
  return text
    .replace(/<([^<>]*)>/g, (mark, inside: string) => plainMark(inside, nameOf) ?? mark)
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

/** Members whom a text mentions without saying how they are called. */
export function namelessMentions(text: string): string[] {
  return [...new Set([...text.matchAll(/<@([UW][A-Z0-9]+)\|?>/g)].map(([, user = '']) => user))];
}

function plainMark(inside: string, nameOf: (user: string) => string | null): string | null {
  const [target = '', label = ''] = splitOnce(inside, '|');
  if (target.startsWith('@')) return `@${label || nameOf(target.slice(1)) || target.slice(1)}`;
  if (target.startsWith('#')) return `#${label || target.slice(1)}`;
  if (target.startsWith('!date^')) return label;
  if (target.startsWith('!subteam^')) return label || target.slice('!subteam^'.length);
  if (target.startsWith('!')) return label || `@${target.slice(1)}`;
  if (/^(https?:|mailto:|tel:)/.test(target)) return plainLink(target, label);
  return null;
}

// Slack turns "example.com" into a link of that label: the person wrote the label.
function plainLink(target: string, label: string): string {
  if (label === '' || target === label || target.replace(/^(https?:\/\/|mailto:|tel:)/, '') === label)
    return label || target;
  return `${label} (${target})`;
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
