import type { ReactNode } from 'react';
import { objectOf, objectsOf, textOf, type JsonObject } from '../../json.ts';
import { emojiOf } from './emoji.ts';
import { ChannelMention, DateText, GroupMention, UserMention } from './mentions.tsx';

/** A rich_text block. */
export function RichText({ block }: { block: JsonObject }): ReactNode {
  return objectsOf(block.elements).map((part, index) => <Part key={index} part={part} />);
}

function Part({ part }: { part: JsonObject }): ReactNode {
  const pieces = objectsOf(part.elements);
  if (part.type === 'rich_text_list') {
    const items = pieces.map((item, index) => (
      <li key={index}>
        <Pieces pieces={objectsOf(item.elements)} />
      </li>
    ));
    const className = `rich-list indent-${Number(part.indent ?? 0)}`;
    return part.style === 'ordered' ? (
      <ol className={className} start={Number(part.offset ?? 0) + 1}>
        {items}
      </ol>
    ) : (
      <ul className={className}>{items}</ul>
    );
  }
  if (part.type === 'rich_text_preformatted')
    return (
      <pre className="code-block">
        <Pieces pieces={pieces} />
      </pre>
    );
  if (part.type === 'rich_text_quote')
    return (
      <blockquote className="quote">
        <Pieces pieces={pieces} />
      </blockquote>
    );
  return (
    <span className="lines">
      <Pieces pieces={pieces} />
    </span>
  );
}

function Pieces({ pieces }: { pieces: JsonObject[] }): ReactNode {
  return pieces.map((piece, index) => <Piece key={index} piece={piece} />);
}

function Piece({ piece }: { piece: JsonObject }): ReactNode {
  const style = objectOf(piece.style);
  let shown = bare(piece);
  if (style.code === true) shown = <code className="code">{shown}</code>;
  if (style.strike === true) shown = <s>{shown}</s>;
  if (style.underline === true) shown = <u>{shown}</u>;
  if (style.italic === true) shown = <em>{shown}</em>;
  if (style.bold === true) shown = <strong>{shown}</strong>;
  return shown;
}

function bare(piece: JsonObject): ReactNode {
  switch (piece.type) {
    case 'link':
      return (
        <a href={textOf(piece.url)} target="_blank" rel="noreferrer">
          {textOf(piece.text) || textOf(piece.url)}
        </a>
      );
    case 'user':
      return <UserMention id={textOf(piece.user_id)} />;
    case 'channel':
      return <ChannelMention id={textOf(piece.channel_id)} />;
    case 'usergroup':
      return <GroupMention id={textOf(piece.usergroup_id)} />;
    case 'broadcast':
      return <span className="mention mention-me">@{textOf(piece.range)}</span>;
    case 'emoji':
      return emojiOf(textOf(piece.name)) ?? `:${textOf(piece.name)}:`;
    case 'date':
      return (
        <DateText
          seconds={Number(piece.timestamp)}
          format={textOf(piece.format)}
          url={textOf(piece.url) || undefined}
          fallback={textOf(piece.fallback)}
        />
      );
    default:
      return textOf(piece.text);
  }
}
