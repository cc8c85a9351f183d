import type { InputBlock, ModalView, PlainTextElement, PlainTextOption } from '@slack/types';
import { encodeValue } from '../../ids.ts';
import { cut, longestInput, longestOption } from '../../limits.ts';
import { plain } from '../escape-text.ts';

/** What every input has. `name` is how the submit handler finds it. */
type Common = { name: string; label: string; hint?: string; optional?: boolean };

/** An answer to choose. */
export type Choice = { value: string; label: string; description?: string };

/** A line or a paragraph to type. */
export function textField(
  input: Common & { initial?: string; placeholder?: string; longest?: number; lines?: boolean; focus?: boolean },
): InputBlock {
  const longest = input.longest ?? longestInput;
  return field(input, {
    type: 'plain_text_input',
    action_id: 'value',
    max_length: longest,
    ...(input.lines ? { multiline: true } : {}),
    ...(input.focus ? { focus_on_load: true } : {}),
    ...(input.initial ? { initial_value: cut(input.initial, longest) } : {}),
    ...(input.placeholder ? { placeholder: words(input.placeholder, 150) } : {}),
  });
}

/** One of a few: all of them visible up to ten, which is what Slack shows of these, else a menu. */
export function choiceField(input: Common & { choices: Choice[]; initial?: string | null }): InputBlock {
  const options = input.choices.map(makeOption);
  const initial = options.find((option) => option.value === input.initial);
  const chosen = initial ? { initial_option: initial } : {};
  if (options.length <= 10) return field(input, { type: 'radio_buttons', action_id: 'value', options, ...chosen });
  return menuField(input);
}

/** One of many. */
export function menuField(
  input: Common & { choices: Choice[]; initial?: string | null; placeholder?: string },
): InputBlock {
  const options = input.choices.slice(0, 100).map(makeOption);
  const initial = options.find((option) => option.value === input.initial);
  return field(input, {
    type: 'static_select',
    action_id: 'value',
    options,
    ...(initial ? { initial_option: initial } : {}),
    ...(input.placeholder ? { placeholder: words(input.placeholder, 150) } : {}),
  });
}

/** Boxes to tick, each for itself. */
export function boxesField(input: Common & { choices: Choice[]; ticked?: string[] }): InputBlock {
  const options = input.choices.map(makeOption);
  const ticked = options.filter(({ value }) => value !== undefined && input.ticked?.includes(value));
  return field(input, {
    type: 'checkboxes',
    action_id: 'value',
    options,
    ...(ticked.length > 0 ? { initial_options: ticked } : {}),
  });
}

/** A member of the workspace. */
export function personField(input: Common & { initial?: string }): InputBlock {
  return field(input, {
    type: 'users_select',
    action_id: 'value',
    ...(input.initial ? { initial_user: input.initial } : {}),
  });
}

/** A date and a time in the reader's zone. */
export function timeField(input: Common & { initial?: Date }): InputBlock {
  const initial = input.initial ? { initial_date_time: Math.floor(input.initial.getTime() / 1000) } : {};
  return field(input, { type: 'datetimepicker', action_id: 'value', ...initial });
}

/** A modal whose submit asks for something. */
export function formView(input: {
  id: string;
  title: string;
  submit: string;
  blocks: ModalView['blocks'];
  metadata: Record<string, string>;
}): ModalView {
  return {
    type: 'modal',
    callback_id: input.id,
    title: words(input.title, 24),
    submit: words(input.submit, 24),
    close: words('Back', 24),
    private_metadata: encodeValue(input.metadata),
    blocks: input.blocks,
  };
}

/** A modal that only says something. */
export function noticeView(title: string, blocks: ModalView['blocks']): ModalView {
  return { type: 'modal', title: words(title, 24), close: words('Close', 24), blocks };
}

function makeOption({ value, label, description }: Choice): PlainTextOption {
  return {
    value,
    text: words(label, longestOption),
    ...(description ? { description: words(description, longestOption) } : {}),
  };
}

function field({ name, label, hint, optional }: Common, element: InputBlock['element']): InputBlock {
  return {
    type: 'input',
    block_id: name,
    label: words(label, 2000),
    element,
    ...(hint ? { hint: words(hint, 2000) } : {}),
    ...(optional ? { optional: true } : {}),
  };
}

function words(text: string, longest: number): PlainTextElement {
  return { type: 'plain_text', text: plain(text, longest) };
}
