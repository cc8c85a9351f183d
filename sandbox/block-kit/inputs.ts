import { confirm, dispatchActionConfig, identifier, placeholder } from './composition.ts';
import { richText } from './rich-text.ts';
import {
  boolean,
  type Check,
  integer,
  list,
  matching,
  oneOf,
  ordered,
  type Rule,
  shape,
  text,
  UNLIMITED,
  url,
} from './rule.ts';

const MAX_INPUT = 3000;

const typed = {
  action_id: identifier,
  placeholder,
  dispatch_action_config: dispatchActionConfig,
  focus_on_load: boolean,
};
const picked = { action_id: identifier, confirm, focus_on_load: boolean };
const decimal = matching(/^-?\d+(\.\d+)?$/, 'a number written as a string');

/** Elements that pick a moment; they stand in sections, actions and inputs alike. */
export const pickers: Record<string, Rule> = {
  datepicker: shape(
    { type: oneOf('datepicker') },
    {
      ...picked,
      placeholder,
      initial_date: matching(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'a date as YYYY-MM-DD'),
    },
  ),
  timepicker: shape(
    { type: oneOf('timepicker') },
    {
      ...picked,
      placeholder,
      timezone: text(UNLIMITED),
      initial_time: matching(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time as HH:mm'),
    },
  ),
};

/** Picks a date and a time; Slack has no place for it in a section. */
export const dateTimePicker: Record<string, Rule> = {
  // Ten digits: anything shorter is a date before 2001, anything longer is milliseconds.
  datetimepicker: shape(
    { type: oneOf('datetimepicker') },
    { ...picked, initial_date_time: integer(1_000_000_000, 9_999_999_999) },
  ),
};

/** Elements that are typed into; they stand in input blocks only. */
export const inputs: Record<string, Rule> = {
  plain_text_input: shape(
    { type: oneOf('plain_text_input') },
    {
      ...typed,
      initial_value: text(MAX_INPUT),
      multiline: boolean,
      min_length: integer(0, MAX_INPUT),
      max_length: integer(1, MAX_INPUT),
    },
    ordered('min_length', 'max_length'),
    initialValueFits,
  ),
  email_text_input: shape({ type: oneOf('email_text_input') }, { ...typed, initial_value: text(MAX_INPUT) }),
  url_text_input: shape({ type: oneOf('url_text_input') }, { ...typed, initial_value: url(MAX_INPUT) }),
  number_input: shape(
    { type: oneOf('number_input'), is_decimal_allowed: boolean },
    { ...typed, initial_value: decimal, min_value: decimal, max_value: decimal },
    ordered('min_value', 'max_value'),
    ordered('min_value', 'initial_value'),
    ordered('initial_value', 'max_value'),
    wholeUnlessDecimal,
  ),
  rich_text_input: shape(
    { type: oneOf('rich_text_input') },
    { ...typed, initial_value: richText, min_lines: integer(1, 100), max_lines: integer(1, 100) },
    ordered('min_lines', 'max_lines'),
  ),
  file_input: shape(
    { type: oneOf('file_input') },
    { action_id: identifier, filetypes: list(text(UNLIMITED), UNLIMITED), max_files: integer(1, 10) },
  ),
};

function initialValueFits(...[element, path, report]: Parameters<Check>): void {
  const { initial_value: initial, max_length: max } = element;
  if (typeof initial !== 'string' || typeof max !== 'number' || initial.length <= max) return;
  report(`${path}/initial_value`, `has ${initial.length} characters; max_length allows ${max}`);
}

function wholeUnlessDecimal(...[element, path, report]: Parameters<Check>): void {
  if (element.is_decimal_allowed !== false) return;
  for (const name of ['initial_value', 'min_value', 'max_value']) {
    const value = element[name];
    if (typeof value === 'string' && value.includes('.'))
      report(`${path}/${name}`, `is ${value}, but is_decimal_allowed is false`);
  }
}
