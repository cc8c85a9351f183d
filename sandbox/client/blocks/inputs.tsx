import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { isObject, objectOf, objectsOf, textOf, type Json, type JsonObject } from '../../json.ts';
import { useZone } from '../text/mentions.tsx';
import { instantOf, wallTimeOf } from '../text/zone-time.ts';
import type { Control } from './control.ts';
import { optionsOf, valueOfChoice } from './select-value.ts';
import { plainTextOf, TextObject } from './text-object.tsx';
import { useChosen } from './use-chosen.ts';

type Props = { element: JsonObject; control: Control };

const KINDS: Record<string, string> = { email_text_input: 'email', url_text_input: 'url', number_input: 'text' };

/** A field that is typed into. Rich text is typed as plain text here. */
export function TextInput({ element, control }: Props): ReactNode {
  const rich = element.type === 'rich_text_input';
  const started = rich
    ? richToText(control.value?.rich_text_value ?? element.initial_value)
    : textOf(control.value?.value ?? element.initial_value);
  const [text, setText] = useState(started);
  const most = typeof element.max_length === 'number' ? element.max_length : undefined;
  const valueOf = (typed: string): JsonObject =>
    rich ? { rich_text_value: typed === '' ? null : textToRich(typed) } : { value: typed === '' ? null : typed };
  const common = {
    className: control.error === undefined ? 'field' : 'field invalid',
    'aria-label': control.label,
    'aria-invalid': control.error !== undefined,
    'aria-describedby': control.describedBy,
    placeholder: plainTextOf(element.placeholder),
    'data-focus': element.focus_on_load === true ? '' : undefined,
    maxLength: most,
    value: text,
    onBlur: () => {
      if (text !== started) control.finish?.(valueOf(text));
    },
    onChange: (event: { target: { value: string } }) => {
      setText(event.target.value);
      void control.change(valueOf(event.target.value));
    },
  };
  const enter = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !control.finish) return;
    event.preventDefault();
    control.finish(valueOf(text));
  };
  const left = most === undefined ? Number.POSITIVE_INFINITY : most - text.length;
  return (
    <>
      {rich || element.multiline === true ? (
        <textarea rows={4} {...common} />
      ) : (
        <input type={KINDS[textOf(element.type)] ?? 'text'} {...common} onKeyDown={enter} />
      )}
      {text !== '' && left <= 40 && <small className="hint">{left} left</small>}
    </>
  );
}

/** A day, a time, or both; a moment is asked for in the reader's zone. */
export function DateInput({ element, control }: Props): ReactNode {
  const tz = useZone();
  const { type } = element;
  const seconds = control.value?.selected_date_time ?? element.initial_date_time;
  const shown =
    type === 'datepicker'
      ? textOf(control.value?.selected_date ?? element.initial_date)
      : type === 'timepicker'
        ? textOf(control.value?.selected_time ?? element.initial_time)
        : typeof seconds === 'number'
          ? wallTimeOf(seconds, tz)
          : '';
  const [text, setText] = useState(shown);
  const change = (typed: string): void => {
    setText(typed);
    const value = typed === '' ? null : typed;
    if (type === 'datepicker') void control.change({ selected_date: value });
    else if (type === 'timepicker') void control.change({ selected_time: value });
    else void control.change({ selected_date_time: value === null ? null : instantOf(value, tz) });
  };
  return (
    <span className="date-field">
      <input
        type={type === 'datepicker' ? 'date' : type === 'timepicker' ? 'time' : 'datetime-local'}
        className={control.error === undefined ? 'field' : 'field invalid'}
        aria-label={control.label}
        aria-invalid={control.error !== undefined}
        aria-describedby={control.describedBy}
        data-focus={element.focus_on_load === true ? '' : undefined}
        value={text}
        onChange={(event) => change(event.target.value)}
      />
      {type === 'datetimepicker' && <small className="hint">{tz}</small>}
    </span>
  );
}

/** Tick boxes or radio buttons. */
export function Choices({ element, control }: Props): ReactNode {
  const many = element.type === 'checkboxes';
  const options = optionsOf(element);
  const [chosen, choose] = useChosen(element, control.value);
  const toggle = (value: string, on: boolean): void => {
    const next = many ? [...chosen.filter((one) => one !== value), ...(on ? [value] : [])] : [value];
    // In the order in which they stand, as Slack tells them.
    const sorted = options.map((option) => textOf(option.value)).filter((one) => next.includes(one));
    choose(sorted, control.change(valueOfChoice(element, sorted, options)));
  };
  return (
    <div
      role={many ? 'group' : 'radiogroup'}
      aria-label={control.label}
      aria-describedby={control.describedBy}
      className="choices"
    >
      {options.map((option) => (
        <label key={textOf(option.value)} className="choice">
          <input
            type={many ? 'checkbox' : 'radio'}
            checked={chosen.includes(textOf(option.value))}
            onChange={(event) => toggle(textOf(option.value), event.target.checked)}
          />
          <span>
            <TextObject value={option.text} />
            {isObject(option.description) && (
              <small>
                <TextObject value={option.description} />
              </small>
            )}
          </span>
        </label>
      ))}
    </div>
  );
}

function textToRich(text: string): JsonObject {
  const section = { type: 'rich_text_section', elements: [{ type: 'text', text }] };
  return { type: 'rich_text', elements: [section] };
}

function richToText(value: Json | undefined): string {
  return objectsOf(objectOf(value).elements)
    .map((part) =>
      objectsOf(part.elements)
        .map((piece) => textOf(piece.text))
        .join(''),
    )
    .join('\n');
}
