/** What stands between < and > in Slack's mrkdwn. */
export type Token =
  | { kind: 'user' | 'channel' | 'group'; id: string; label: string | undefined }
  | { kind: 'broadcast'; range: string }
  | { kind: 'date'; seconds: number; format: string; url: string | undefined; fallback: string | undefined }
  | { kind: 'link'; url: string; label: string | undefined };

/** Reads the inside of <…>; undefined for what Slack shows as it stands. */
export function readToken(inside: string): Token | undefined {
  const [target, label] = splitLabel(inside);
  if (target.startsWith('@')) return { kind: 'user', id: target.slice(1), label };
  if (target.startsWith('#')) return { kind: 'channel', id: target.slice(1), label };
  if (target.startsWith('!subteam^')) return { kind: 'group', id: target.slice(9), label };
  if (target.startsWith('!date^')) {
    const [, seconds = '', format = '', url] = target.split('^');
    return { kind: 'date', seconds: Number(seconds), format, url, fallback: label };
  }
  if (target === '!here' || target === '!channel' || target === '!everyone')
    return { kind: 'broadcast', range: target.slice(1) };
  if (/^(https?|mailto|tel):/.test(target)) return { kind: 'link', url: target, label };
  return undefined;
}

/** Takes back the three escapes of mrkdwn. */
export function unescapeText(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function splitLabel(inside: string): [string, string | undefined] {
  const bar = inside.indexOf('|');
  return bar < 0 ? [inside, undefined] : [inside.slice(0, bar), inside.slice(bar + 1)];
}
