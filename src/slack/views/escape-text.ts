/** Broadcasts and code fences are broken by an invisible joiner: a reader sees the same characters. */
const JOINER = '\u2060';

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** What Slack writes into a text that a person typed (a mention, a channel, a link with its label), and a time that Muster wrote. */
const token =
  /<(?:(?:@[UW][A-Z0-9]+|#[CG][A-Z0-9]+|(?:https?|mailto):[^<>|\s]+)(?:\|[^<>]*)?|!date\^\d+\^[\w{} ]+\|[^<>]*)>/y;

/**
 * User text for one line: spaces collapsed, nothing in it can mention, link or open a code block. `max` counts the
 * characters of the result as Slack does (UTF-16 units, entities included); what is left out is marked with "…".
 */
export function oneLine(text: string, max: number): string {
  return clip(pieces(text.replace(/\s+/gu, ' ').trim().replace(/```/g, `\`${JOINER}\`\``), false, max), max);
}

/**
 * User text of several lines: its formatting, links and mentions of a person stay, `<!channel>` and `@here` are only text.
 * Put it last in a text object of its own, so that an open code block ends with it.
 */
export function paragraph(text: string, max: number): string {
  return clip(pieces(text.trim(), true, max), max);
}

/**
 * User text that stands anywhere within a message template: like a paragraph, but no code block of it can swallow what comes
 * after it.
 */
export function withinText(text: string, max: number): string {
  return paragraph(text.replace(/```/g, `\`${JOINER}\`\``), max);
}

/** A whole text as it is, to be shown in a code block: nothing in it is markup, and it cannot end the block. */
export function verbatim(text: string, max: number): string {
  return clip(pieces(text.trim().replace(/```/g, `\`${JOINER}\`\``), false, max), max);
}

/** Plain text (button labels, options) of at most `max` UTF-16 units; no half emoji is left behind. */
export function plain(text: string, max: number): string {
  return clip([...text.replace(/\s+/gu, ' ').trim()], max);
}

// A piece is what must not be cut in two: a code point, an entity, a token. One more than fits shows that something is left out.
function pieces(text: string, keepTokens: boolean, max: number): string[] {
  const quiet = text.replace(/@(?=(?:here|channel|everyone)\b)/gi, `@${JOINER}`);
  const found: string[] = [];
  for (let at = 0, length = 0; at < quiet.length && length <= max; ) {
    token.lastIndex = at;
    const match = keepTokens && quiet[at] === '<' ? token.exec(quiet)?.[0] : undefined;
    const raw = match ?? String.fromCodePoint(quiet.codePointAt(at) ?? 0);
    const piece = match === undefined ? (entities[raw] ?? raw) : withoutLabelOfLink(match);
    found.push(piece);
    length += piece.length;
    at += raw.length;
  }
  return found;
}

// A label could show another address than the one that opens.
function withoutLabelOfLink(link: string): string {
  return link.startsWith('<http') || link.startsWith('<mailto') ? link.replace(/\|.*>$/s, '>') : link;
}

function clip(all: string[], max: number): string {
  if (all.reduce((sum, piece) => sum + piece.length, 0) <= max) return all.join('');
  let kept = '';
  for (const piece of all) {
    if (kept.length + piece.length > max - 1) break;
    kept += piece;
  }
  return `${kept.trimEnd()}…`;
}
