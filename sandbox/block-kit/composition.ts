import { isDeepStrictEqual } from 'node:util';
import { boolean, byType, type Check, isObject, list, oneOf, type Rule, shape, text, url } from './rule.ts';

/** The longest block_id, action_id, callback_id and external_id. */
export const identifier = text(255);

/** Colour of a button. */
export const buttonStyle = oneOf('primary', 'danger');

/** A plain_text object of at most `max` characters. Only plain_text may carry `emoji`. */
export function plainText(max: number): Rule {
  return byType({ plain_text: plainTextShape(max) }, 'here');
}

/** A mrkdwn or plain_text object of at most `max` characters. */
export function anyText(max: number): Rule {
  return byType(textTypes(max), 'here');
}

/** The two kinds of text object by type, for places that also take other things. */
export function textTypes(max: number): Record<string, Rule> {
  return {
    plain_text: plainTextShape(max),
    mrkdwn: shape({ type: oneOf('mrkdwn'), text: text(max) }, { verbatim: boolean }),
  };
}

function plainTextShape(max: number): Rule {
  return shape({ type: oneOf('plain_text'), text: text(max) }, { emoji: boolean });
}

/** The question asked before an action is sent. */
export const confirm = shape(
  { text: anyText(300) },
  { title: plainText(100), confirm: plainText(30), deny: plainText(30), style: buttonStyle },
);

/** The grey words in an empty element. */
export const placeholder = plainText(150);

/** An option of a select menu. */
export const plainOption = shape({ text: plainText(75), value: text(150) }, { description: plainText(75) });

/** An option of checkboxes and radio buttons, which may use mrkdwn. */
export const richOption = shape({ text: anyText(75), value: text(150) }, { description: anyText(75) });

/** An option of an overflow menu, the only one that may open a URL. */
export const overflowOption = shape(
  { text: plainText(75), value: text(150) },
  { description: plainText(75), url: url() },
);

/** A labelled group of select options. */
export const optionGroup = shape({ label: plainText(75), options: list(plainOption, 100) });

/** Which conversations a conversations menu offers; an empty filter is refused. */
export const conversationFilter = shape(
  {},
  {
    include: list(oneOf('im', 'mpim', 'private', 'public'), 4),
    exclude_external_shared_channels: boolean,
    exclude_bot_users: boolean,
  },
  (filter, path, report) => {
    if (Object.keys(filter).length === 0)
      report(path, 'needs at least one of include, exclude_external_shared_channels, exclude_bot_users');
  },
);

/** When a text input sends block_actions. */
export const dispatchActionConfig = shape(
  {},
  { trigger_actions_on: list(oneOf('on_enter_pressed', 'on_character_entered'), 2) },
);

/** A check that option values are not given twice and that the initial choice is among the options. */
export function choicesFit(...[element, path, report]: Parameters<Check>): void {
  const options = optionsOf(element);
  const values = options.map((option) => (isObject(option) ? option.value : undefined));
  for (const value of new Set(values.filter((one, index) => one !== undefined && values.indexOf(one) !== index))) {
    report(path, `has the option value ${JSON.stringify(value)} more than once`);
  }
  for (const [name, initial] of initialOptionsOf(element)) {
    // Slack compares the whole option: the same value with another text is not the same option.
    if (!options.some((option) => isDeepStrictEqual(option, initial)))
      report(`${path}/${name}`, 'is not exactly one of the options');
  }
}

function optionsOf(element: Record<string, unknown>): unknown[] {
  const groups: unknown[] = Array.isArray(element.option_groups) ? element.option_groups : [];
  const lists = [element, ...groups].map((holder) => (isObject(holder) ? holder.options : undefined));
  return lists.flatMap((options: unknown) => (Array.isArray(options) ? options : []));
}

function initialOptionsOf(element: Record<string, unknown>): [string, unknown][] {
  const many: unknown[] = Array.isArray(element.initial_options) ? element.initial_options : [];
  const named = many.map((option, index): [string, unknown] => [`initial_options/${index}`, option]);
  return element.initial_option === undefined ? named : [['initial_option', element.initial_option], ...named];
}
