import { isObject, objectOf, objectsOf, textOf, type Json, type JsonObject } from './json.ts';
import { renderMrkdwn, type Reader } from './render-mrkdwn.ts';
import { renderRichText } from './render-rich-text.ts';

/** A text object as a person reads it. */
export function renderText(value: Json | undefined, reader: Reader): string {
  if (!isObject(value)) return typeof value === 'string' ? value : '';
  return value.type === 'mrkdwn' ? renderMrkdwn(textOf(value.text), reader) : textOf(value.text);
}

/** Blocks as plain text, one line or more for each; buttons are [in brackets]. */
export function renderBlocks(
  blocks: Json | undefined,
  reader: Reader,
  values: Record<string, Record<string, JsonObject>> = {},
): string {
  return objectsOf(blocks)
    .map((block) => renderBlock(block, reader, values))
    .filter((line) => line !== '')
    .join('\n');
}

function renderBlock(block: JsonObject, reader: Reader, values: Record<string, Record<string, JsonObject>>): string {
  const valueOf = (element: JsonObject): JsonObject =>
    objectOf(values[textOf(block.block_id)]?.[textOf(element.action_id)]);
  const element = (value: Json | undefined): string =>
    isObject(value) ? renderElement(value, reader, valueOf(value)) : '';
  switch (block.type) {
    case 'header':
      return renderText(block.text, reader);
    case 'section': {
      const fields = objectsOf(block.fields)
        .map((field) => renderText(field, reader))
        .join('\n');
      return [renderText(block.text, reader), fields, element(block.accessory)]
        .filter((part) => part !== '')
        .join('\n');
    }
    case 'context':
    case 'actions':
    case 'context_actions':
      return objectsOf(block.elements)
        .map(element)
        .filter((part) => part !== '')
        .join(block.type === 'context' ? ' · ' : ' ');
    case 'input':
      return [
        `${renderText(block.label, reader)}: ${element(block.element)}`,
        block.hint ? `(${renderText(block.hint, reader)})` : '',
      ]
        .filter((part) => part !== '')
        .join(' ');
    case 'divider':
      return '———';
    case 'image':
      return `[image: ${textOf(block.alt_text)}]`;
    case 'markdown':
      return textOf(block.text);
    case 'rich_text':
      return renderRichText(block, reader);
    case 'table':
      return (Array.isArray(block.rows) ? block.rows : [])
        .map((row) =>
          objectsOf(row)
            .map((cell) => (cell.type === 'rich_text' ? renderRichText(cell, reader) : textOf(cell.text)))
            .join(' | '),
        )
        .join('\n');
    default:
      return `[${textOf(block.type)}]`;
  }
}

function renderElement(element: JsonObject, reader: Reader, value: JsonObject): string {
  switch (element.type) {
    case 'mrkdwn':
    case 'plain_text':
      return renderText(element, reader);
    case 'image':
      return `[image: ${textOf(element.alt_text)}]`;
    case 'button':
    case 'workflow_button':
      return `[${renderText(element.text, reader)}]`;
    case 'overflow':
      return `[⋯ ${objectsOf(element.options)
        .map((option) => renderText(option.text, reader))
        .join(' | ')}]`;
    case 'checkboxes':
    case 'radio_buttons': {
      // Of a message nothing but what it was sent with is kept.
      const chosen = [
        ...objectsOf(value.selected_options ?? element.initial_options),
        objectOf(value.selected_option ?? element.initial_option),
      ].map((option) => option.value);
      return optionsOf(element)
        .map((option) => `(${chosen.includes(option.value) ? 'x' : ' '}) ${renderText(option.text, reader)}`)
        .join('  ');
    }
    default:
      return `[${valueText(element, value, reader) || renderText(element.placeholder, reader)} ▾]`.replace(
        / ▾\]$/,
        textOf(element.type).includes('input') ? ']' : ' ▾]',
      );
  }
}

function valueText(element: JsonObject, value: JsonObject, reader: Reader): string {
  const named = (id: Json | undefined, mark: '@' | '#'): string =>
    typeof id === 'string' ? renderMrkdwn(`<${mark}${id}>`, reader) : '';
  const list = (ids: Json | undefined, mark: '@' | '#'): string =>
    Array.isArray(ids) ? ids.map((id) => named(id, mark)).join(', ') : '';
  const first = objectOf(value.selected_option ?? element.initial_option);
  const parts = [
    textOf(value.value ?? element.initial_value),
    renderText(first.text, reader),
    objectsOf(value.selected_options)
      .map((option) => renderText(option.text, reader))
      .join(', '),
    named(value.selected_user, '@'),
    list(value.selected_users, '@'),
    named(value.selected_channel ?? value.selected_conversation, '#'),
    list(value.selected_channels ?? value.selected_conversations, '#'),
    textOf(value.selected_date),
    textOf(value.selected_time),
    typeof value.selected_date_time === 'number' ? new Date(value.selected_date_time * 1000).toISOString() : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** Every option of a select, checkboxes or radio buttons, groups included. */
export function optionsOf(element: JsonObject): JsonObject[] {
  return [
    ...objectsOf(element.options),
    ...objectsOf(element.option_groups).flatMap((group) => objectsOf(group.options)),
  ];
}
