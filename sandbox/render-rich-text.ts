import { clockNow } from './clock.ts';
import { objectsOf, textOf, type JsonObject } from './json.ts';
import { renderDate } from './render-date.ts';
import { renderMrkdwn, type Reader } from './render-mrkdwn.ts';

/** A rich_text block as plain text. */
export function renderRichText(block: JsonObject, reader: Reader): string {
  return objectsOf(block.elements)
    .map((part) => renderPart(part, reader))
    .join('\n');
}

function renderPart(part: JsonObject, reader: Reader): string {
  const inside = objectsOf(part.elements);
  if (part.type === 'rich_text_list') {
    const indent = '  '.repeat(Number(part.indent ?? 0));
    return inside
      .map((item, index) => `${indent}${part.style === 'ordered' ? `${index + 1}.` : '•'} ${renderPart(item, reader)}`)
      .join('\n');
  }
  const line = inside.map((element) => renderElement(element, reader)).join('');
  return part.type === 'rich_text_quote'
    ? line
        .split('\n')
        .map((one) => `> ${one}`)
        .join('\n')
    : line;
}

function renderElement(element: JsonObject, reader: Reader): string {
  switch (element.type) {
    case 'link':
      return textOf(element.text) || textOf(element.url);
    case 'user':
      return renderMrkdwn(`<@${textOf(element.user_id)}>`, reader);
    case 'channel':
      return renderMrkdwn(`<#${textOf(element.channel_id)}>`, reader);
    case 'usergroup':
      return renderMrkdwn(`<!subteam^${textOf(element.usergroup_id)}>`, reader);
    case 'broadcast':
      return `@${textOf(element.range)}`;
    case 'emoji':
      return `:${textOf(element.name)}:`;
    case 'date':
      return renderDate(Number(element.timestamp), textOf(element.format), reader.tz, clockNow());
    default:
      return textOf(element.text);
  }
}
