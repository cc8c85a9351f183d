import { longestSection } from '../limits.ts';

// What must not be cut in two: a token, an entity, a code point.
const piece = /<[^<>\n]*>|&(?:amp|lt|gt);|[^]/gu;

/** Slack's markup of at most `max` UTF-16 units; what is left out is marked with "…". No token or entity is cut in two. */
export function cutMarkup(text: string, max: number): string {
  if (text.length <= max) return text;
  let kept = '';
  for (const [one] of text.matchAll(piece)) {
    if (kept.length + one.length > max - 1) break;
    kept += one;
  }
  return `${kept.trimEnd()}…`;
}

/** The same text in parts that each fit into one section, cut between lines where there are any. */
export function splitMarkup(text: string, max = longestSection): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > max) {
    const end = rest.lastIndexOf('\n', max);
    const head = end > 0 ? rest.slice(0, end) : cutMarkup(rest, max + 1).slice(0, -1);
    if (head.trim() !== '') parts.push(head);
    rest = rest.slice(Math.max(1, head.length)).replace(/^\n/, '');
  }
  return rest.trim() === '' ? parts : [...parts, rest];
}
