import {
  choicesFit,
  confirm,
  conversationFilter,
  identifier,
  optionGroup,
  placeholder,
  plainOption,
  richOption,
} from './composition.ts';
import {
  boolean,
  type Check,
  exactlyOneOf,
  integer,
  list,
  matching,
  oneOf,
  type Rule,
  shape,
  UNLIMITED,
} from './rule.ts';

const userId = matching(/^[UW][A-Z0-9]+$/, 'a user id (U… or W…)');
const channelId = matching(/^[CG][A-Z0-9]+$/, 'a channel id (C… or G…)');
const conversationId = matching(/^[CDGUW][A-Z0-9]+$/, 'a conversation id (C…, D…, G…) or a user id');

const common = { action_id: identifier, confirm, focus_on_load: boolean };
const menu = { ...common, placeholder };
const many = { ...menu, max_selected_items: integer(1, UNLIMITED) };

const staticOptions = { options: list(plainOption, 100), option_groups: list(optionGroup, 100) };
const optionsOrGroups = exactlyOneOf('options', 'option_groups');
const conversations = { default_to_current_conversation: boolean, filter: conversationFilter };
const minQueryLength = { min_query_length: integer(0, UNLIMITED) };

/** Elements that offer a choice. */
export const choices: Record<string, Rule> = {
  checkboxes: shape(
    { type: oneOf('checkboxes'), options: list(richOption, 10) },
    { ...common, initial_options: list(richOption, UNLIMITED) },
    choicesFit,
  ),
  radio_buttons: shape(
    { type: oneOf('radio_buttons'), options: list(richOption, 10) },
    { ...common, initial_option: richOption },
    choicesFit,
  ),
  static_select: element(
    'static_select',
    { ...menu, ...staticOptions, initial_option: plainOption },
    optionsOrGroups,
    choicesFit,
  ),
  multi_static_select: element(
    'multi_static_select',
    { ...many, ...staticOptions, initial_options: list(plainOption, UNLIMITED) },
    optionsOrGroups,
    choicesFit,
    initialFits('initial_options'),
  ),
  external_select: element('external_select', { ...menu, ...minQueryLength, initial_option: plainOption }),
  multi_external_select: element(
    'multi_external_select',
    { ...many, ...minQueryLength, initial_options: list(plainOption, UNLIMITED) },
    initialFits('initial_options'),
  ),
  users_select: element('users_select', { ...menu, initial_user: userId }),
  multi_users_select: element(
    'multi_users_select',
    { ...many, initial_users: list(userId, UNLIMITED) },
    initialFits('initial_users'),
  ),
  conversations_select: element('conversations_select', {
    ...menu,
    ...conversations,
    initial_conversation: conversationId,
    response_url_enabled: boolean,
  }),
  multi_conversations_select: element(
    'multi_conversations_select',
    { ...many, ...conversations, initial_conversations: list(conversationId, UNLIMITED) },
    initialFits('initial_conversations'),
  ),
  channels_select: element('channels_select', { ...menu, initial_channel: channelId, response_url_enabled: boolean }),
  multi_channels_select: element(
    'multi_channels_select',
    { ...many, initial_channels: list(channelId, UNLIMITED) },
    initialFits('initial_channels'),
  ),
};

function element(type: string, optional: Record<string, Rule>, ...checks: Check[]): Rule {
  return shape({ type: oneOf(type) }, optional, ...checks);
}

function initialFits(name: string): Check {
  return (menuElement, path, report) => {
    const initial = menuElement[name];
    const max = menuElement.max_selected_items;
    if (!Array.isArray(initial) || typeof max !== 'number' || initial.length <= max) return;
    report(`${path}/${name}`, `has ${initial.length} items; max_selected_items allows ${max}`);
  };
}
