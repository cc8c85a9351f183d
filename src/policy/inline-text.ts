import type { Token } from 'marked';

/** What a line of Markdown says as plain text, or what cannot be said so. */
export type InlineText = { text: string; wrong: string | null };

/** A sentence without its formatting; code stays in backticks, a link is its words with its address behind them. */
export function inlineText(tokens: readonly Token[]): InlineText {
  const { text, wrong } = joined(tokens);
  return { text: text.replace(/\s+/gu, ' ').trim(), wrong };
}

function joined(tokens: readonly Token[]): InlineText {
  const parts = tokens.map(partOf);
  return {
    text: parts.map(({ text }) => text).join(''),
    wrong: parts.find(({ wrong }) => wrong !== null)?.wrong ?? null,
  };
}

function partOf(token: Token): InlineText {
  switch (token.type) {
    case 'codespan':
      return said(`\`${textIn(token)}\``);
    case 'text':
    case 'strong':
    case 'em':
    case 'del':
      return 'tokens' in token && token.tokens ? joined(token.tokens) : said(textIn(token));
    case 'escape':
      return said(textIn(token));
    case 'br':
      return said(' ');
    case 'link':
      return linkOf(token);
    case 'html':
      return wrong(`${token.raw.trim()} would be lost as HTML; write it in backticks.`);
    case 'image':
      return wrong('a picture cannot be shown in Slack. Link to it under ## Links.');
    default:
      return wrong(`a ${token.type} has no place in a sentence. Write plain words.`);
  }
}

function linkOf(token: Token): InlineText {
  const href = 'href' in token && typeof token.href === 'string' ? token.href : '';
  const label = textIn(token);
  return said(label === href ? href : `${label} (${href})`);
}

function textIn(token: Token): string {
  return 'text' in token && typeof token.text === 'string' ? token.text : token.raw;
}

function said(text: string): InlineText {
  return { text, wrong: null };
}

function wrong(why: string): InlineText {
  return { text: '', wrong: why };
}
