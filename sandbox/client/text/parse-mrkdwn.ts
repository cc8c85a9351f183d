import { readToken, type Token, unescapeText } from '../../mrkdwn-token.ts';
import { emojiOf } from './emoji.ts';

/** A piece of a line. */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'bold' | 'italic' | 'strike'; inside: Inline[] }
  | { kind: 'code'; text: string }
  | { kind: 'emoji'; name: string; sign: string }
  | { kind: 'token'; token: Token };

/** Lines of one kind. */
export type Paragraph = { kind: 'lines' | 'quote'; lines: Inline[][] } | { kind: 'code'; text: string };

/** Slack's mrkdwn as paragraphs; what is not markup stays as it stands. */
export function parseMrkdwn(text: string): Paragraph[] {
  const parts = text.split('```');
  return parts.flatMap((part, index): Paragraph[] => {
    if (index % 2 === 1) return [{ kind: 'code', text: unescapeText(part.replace(/^\n|\n$/g, '')) }];
    // The line breaks beside a fence belong to it.
    const isLast = index === parts.length - 1;
    const trimmed = part.replace(index === 0 ? /^$/ : /^\n/, '').replace(isLast ? /^$/ : /\n$/, '');
    return trimmed === '' ? [] : paragraphsOf(trimmed);
  });
}

function paragraphsOf(text: string): Paragraph[] {
  const paragraphs: { kind: 'lines' | 'quote'; lines: Inline[][] }[] = [];
  for (const line of text.split('\n')) {
    const quoted = /^(?:&gt;|>) ?(.*)$/.exec(line);
    const kind = quoted ? 'quote' : 'lines';
    const last = paragraphs.at(-1);
    const inline = parseInline(quoted?.[1] ?? line);
    if (last?.kind === kind) last.lines.push(inline);
    else paragraphs.push({ kind, lines: [inline] });
  }
  return paragraphs;
}

// A mark opens after a space or a sign and closes before one: 2*3*4 and snake_case stay as they are.
const MARKS =
  /<([^<>\n]+)>|`([^`\n]+)`|(?<![\w*])\*(?=\S)([^*\n]*[^*\s])\*(?![\w*])|(?<![\w])_(?=\S)([^_\n]*[^_\s])_(?![\w])|(?<![\w~])~(?=\S)([^~\n]*[^~\s])~(?![\w~])|:([a-z0-9_+-]+):/g;

/** One line's markup. */
export function parseInline(line: string): Inline[] {
  const pieces: Inline[] = [];
  let end = 0;
  for (const match of line.matchAll(MARKS)) {
    const piece = pieceOf(match);
    if (piece === undefined || match.index < end) continue;
    if (match.index > end) pieces.push({ kind: 'text', text: unescapeText(line.slice(end, match.index)) });
    pieces.push(piece);
    end = match.index + match[0].length;
  }
  if (end < line.length) pieces.push({ kind: 'text', text: unescapeText(line.slice(end)) });
  return pieces;
}

function pieceOf([, inside, code, bold, italic, strike, emoji]: RegExpMatchArray): Inline | undefined {
  if (inside !== undefined) {
    const token = readToken(inside);
    return token && { kind: 'token', token };
  }
  if (code !== undefined) return { kind: 'code', text: unescapeText(code) };
  if (bold !== undefined) return { kind: 'bold', inside: parseInline(bold) };
  if (italic !== undefined) return { kind: 'italic', inside: parseInline(italic) };
  if (strike !== undefined) return { kind: 'strike', inside: parseInline(strike) };
  const sign = emojiOf(emoji ?? '');
  return sign === undefined ? undefined : { kind: 'emoji', name: emoji ?? '', sign };
}
