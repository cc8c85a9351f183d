import { type MarkedToken, lexer, type Token } from 'marked';
import { memo, type ReactNode } from 'react';

/** A Markdown text (of a file, or of a markdown block), made of elements and never of its HTML. */
export const Markdown = memo(function Markdown({ text }: { text: string }): ReactNode {
  return (
    <div className="markdown">
      <Tokens tokens={lexer(text)} />
    </div>
  );
});

function Tokens({ tokens }: { tokens: Token[] | undefined }): ReactNode {
  return tokens?.map((token, index) => <One key={index} token={token} />);
}

function One({ token }: { token: Token }): ReactNode {
  const known = knownToken(token);
  if (!known) return token.raw;
  switch (known.type) {
    case 'heading':
      return <Heading depth={known.depth} tokens={known.tokens} />;
    case 'paragraph':
      return (
        <p>
          <Tokens tokens={known.tokens} />
        </p>
      );
    case 'text':
      return known.tokens ? <Tokens tokens={known.tokens} /> : unescapeHtml(known.text);
    case 'strong':
      return (
        <strong>
          <Tokens tokens={known.tokens} />
        </strong>
      );
    case 'em':
      return (
        <em>
          <Tokens tokens={known.tokens} />
        </em>
      );
    case 'del':
      return (
        <s>
          <Tokens tokens={known.tokens} />
        </s>
      );
    case 'codespan':
      return <code className="code">{known.text}</code>;
    case 'code':
      return <pre className="code-block">{known.text}</pre>;
    case 'blockquote':
      return (
        <blockquote className="quote">
          <Tokens tokens={known.tokens} />
        </blockquote>
      );
    case 'br':
      return <br />;
    case 'hr':
      return <hr />;
    case 'escape':
      return known.text;
    case 'link':
      return /^(https?:|mailto:|#)/.test(known.href) ? (
        <a href={known.href} target="_blank" rel="noreferrer">
          <Tokens tokens={known.tokens} />
        </a>
      ) : (
        <Tokens tokens={known.tokens} />
      );
    case 'list': {
      const items = known.items.map((item, index) => (
        <li key={index} className={item.task ? 'task' : undefined}>
          {item.task && <span aria-label={item.checked ? 'done' : 'open'}>{item.checked ? '☑' : '☐'} </span>}
          <Tokens tokens={item.tokens.filter(({ type }) => type !== 'checkbox')} />
        </li>
      ));
      return known.ordered ? <ol start={Number(known.start) || 1}>{items}</ol> : <ul>{items}</ul>;
    }
    case 'table':
      return (
        <table>
          <thead>
            <tr>
              {known.header.map((cell, index) => (
                <th key={index}>
                  <Tokens tokens={cell.tokens} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {known.rows.map((row, index) => (
              <tr key={index}>
                {row.map((cell, at) => (
                  <td key={at}>
                    <Tokens tokens={cell.tokens} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      );
    case 'html':
      return known.text.startsWith('<!--') ? null : known.text;
    case 'space':
    case 'def':
    case 'checkbox':
      return null;
    default:
      return known.raw;
  }
}

function Heading({ depth, tokens }: { depth: number; tokens: Token[] }): ReactNode {
  const inside = <Tokens tokens={tokens} />;
  // The page has its own first two levels.
  if (depth === 1) return <h3>{inside}</h3>;
  if (depth === 2) return <h4>{inside}</h4>;
  return <h5>{inside}</h5>;
}

// Without extensions every token of marked is one of its own.
function knownToken(token: Token): MarkedToken | undefined {
  const isKnown = (one: Token): one is MarkedToken => one.type !== '';
  return isKnown(token) ? token : undefined;
}

function unescapeHtml(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}
