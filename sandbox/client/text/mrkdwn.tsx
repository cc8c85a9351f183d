import { Fragment, memo, type ReactNode } from 'react';
import type { Token } from '../../mrkdwn-token.ts';
import { DateText, ChannelMention, GroupMention, UserMention } from './mentions.tsx';
import { type Inline, parseInline, parseMrkdwn, type Paragraph } from './parse-mrkdwn.ts';

/** A mrkdwn text as its reader sees it. */
export const Mrkdwn = memo(function Mrkdwn({ text }: { text: string }): ReactNode {
  return parseMrkdwn(text).map((paragraph, index) => <OneParagraph key={index} paragraph={paragraph} />);
});

/** A mrkdwn text on one line, for places too narrow for more. */
export function MrkdwnLine({ text }: { text: string }): ReactNode {
  return <Pieces pieces={parseInline(text.replaceAll('\n', ' '))} />;
}

function OneParagraph({ paragraph }: { paragraph: Paragraph }): ReactNode {
  if (paragraph.kind === 'code') return <pre className="code-block">{paragraph.text}</pre>;
  const lines = paragraph.lines.map((line, index) => (
    <Fragment key={index}>
      {index > 0 && '\n'}
      <Pieces pieces={line} />
    </Fragment>
  ));
  return paragraph.kind === 'quote' ? (
    <blockquote className="quote">{lines}</blockquote>
  ) : (
    <span className="lines">{lines}</span>
  );
}

function Pieces({ pieces }: { pieces: Inline[] }): ReactNode {
  return pieces.map((piece, index) => <Piece key={index} piece={piece} />);
}

function Piece({ piece }: { piece: Inline }): ReactNode {
  switch (piece.kind) {
    case 'text':
      return piece.text;
    case 'bold':
      return (
        <strong>
          <Pieces pieces={piece.inside} />
        </strong>
      );
    case 'italic':
      return (
        <em>
          <Pieces pieces={piece.inside} />
        </em>
      );
    case 'strike':
      return (
        <s>
          <Pieces pieces={piece.inside} />
        </s>
      );
    case 'code':
      return <code className="code">{piece.text}</code>;
    case 'emoji':
      return (
        <span role="img" aria-label={piece.name.replaceAll('_', ' ')}>
          {piece.sign}
        </span>
      );
    case 'token':
      return <TokenText token={piece.token} />;
  }
}

function TokenText({ token }: { token: Token }): ReactNode {
  switch (token.kind) {
    case 'user':
      return <UserMention id={token.id} label={token.label} />;
    case 'channel':
      return <ChannelMention id={token.id} label={token.label} />;
    case 'group':
      return <GroupMention id={token.id} label={token.label} />;
    case 'broadcast':
      return <span className="mention mention-me">@{token.range}</span>;
    case 'date':
      return <DateText seconds={token.seconds} format={token.format} url={token.url} fallback={token.fallback} />;
    case 'link':
      return (
        <a href={token.url} target="_blank" rel="noreferrer">
          {token.label ?? token.url}
        </a>
      );
  }
}
