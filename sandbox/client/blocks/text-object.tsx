import type { ReactNode } from 'react';
import { isObject, textOf, type Json } from '../../json.ts';
import { Mrkdwn } from '../text/mrkdwn.tsx';
import { withEmoji } from '../text/emoji.ts';

/** A text object: mrkdwn with its markup, plain_text as it stands but for its emoji. */
export function TextObject({ value }: { value: Json | undefined }): ReactNode {
  if (!isObject(value)) return typeof value === 'string' ? value : null;
  return value.type === 'mrkdwn' ? (
    <Mrkdwn text={textOf(value.text)} />
  ) : (
    <span className="lines">{withEmoji(textOf(value.text))}</span>
  );
}

/** What a text object says, without its markup: for names of controls. */
export function plainTextOf(value: Json | undefined): string {
  return isObject(value) ? withEmoji(textOf(value.text)) : '';
}
