import type { ActionsBlock, Button, ContextBlock, KnownBlock, SectionBlock } from '@slack/types';
import { encodeValue } from '../ids.ts';
import { plain } from './escape-text.ts';

/** A message: what a phone shows of it, and its blocks. */
export type Rendered = { text: string; blocks: KnownBlock[] };

/** A paragraph in Slack's markup, with a button at its right where given. */
export function section(text: string, accessory?: Button): SectionBlock {
  const block: SectionBlock = { type: 'section', text: { type: 'mrkdwn', text } };
  return accessory === undefined ? block : { ...block, accessory };
}

/** Small grey words in Slack's markup. */
export function context(text: string): ContextBlock {
  return { type: 'context', elements: [{ type: 'mrkdwn', text }] };
}

/** A button. Its value always carries the incident; `variant` tells buttons of one action apart within a block. */
export function button(input: {
  label: string;
  action: string;
  value: Record<string, string>;
  variant?: string;
  primary?: boolean;
}): Button {
  const { label, action, value, variant, primary } = input;
  const base: Button = {
    type: 'button',
    text: { type: 'plain_text', text: plain(label, 75) },
    action_id: variant === undefined ? action : `${action}:${variant}`,
    value: encodeValue(value),
  };
  return primary ? { ...base, style: 'primary' } : base;
}

/** A row of buttons, or nothing when there is none. Only the first primary one stays so; a button that is there twice is shown once. */
export function buttonRow(buttons: Button[]): ActionsBlock[] {
  const unique = buttons.filter(
    (one, index) => buttons.findIndex((other) => other.action_id === one.action_id) === index,
  );
  const first = unique.findIndex((one) => one.style === 'primary');
  const elements = unique.slice(0, 25).map((one, index) => (index === first ? one : withoutStyle(one)));
  return elements.length === 0 ? [] : [{ type: 'actions', elements }];
}

function withoutStyle({ style: _, ...rest }: Button): Button {
  return rest;
}
