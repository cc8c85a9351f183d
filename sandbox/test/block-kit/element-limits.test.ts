import { describe, expect, test } from 'vitest';
import {
  address,
  expectLimit,
  inActions,
  inInput,
  inMessage,
  inModal,
  type LimitRow,
  letters,
  mrkdwn,
  option,
  paths,
  plain,
  times,
} from './samples.ts';

const at = (rest: string) => `/blocks/0/elements/0/${rest}`;
const inAt = (rest: string) => `/blocks/0/element/${rest}`;
const button = (more: object) => ({ type: 'button', text: plain(), ...more });
const confirm = (more: object) =>
  button({ confirm: { title: plain(), text: mrkdwn(), confirm: plain(), deny: plain(), ...more } });
const select = (more: object) => ({ type: 'static_select', options: [option()], ...more });
const group = (n: number) => ({ label: plain(), options: [option(n)] });
const typed = (more: object) => ({ type: 'plain_text_input', ...more });
const withOption = (more: object) => select({ options: [{ ...option(), ...more }] });

const rows: LimitRow[] = [
  { what: 'button text', limit: 75, at: at('text/text'), of: (n) => inActions(button({ text: plain(n) })) },
  { what: 'button value', limit: 2000, at: at('value'), of: (n) => inActions(button({ value: letters(n) })) },
  {
    what: 'button value, least',
    limit: 1,
    step: -1,
    at: at('value'),
    of: (n) => inActions(button({ value: letters(n) })),
  },
  { what: 'button url', limit: 3000, at: at('url'), of: (n) => inActions(button({ url: address(n) })) },
  {
    what: 'accessibility label',
    limit: 75,
    at: at('accessibility_label'),
    of: (n) => inActions(button({ accessibility_label: letters(n) })),
  },
  {
    what: 'confirm title',
    limit: 100,
    at: at('confirm/title/text'),
    of: (n) => inActions(confirm({ title: plain(n) })),
  },
  { what: 'confirm text', limit: 300, at: at('confirm/text/text'), of: (n) => inActions(confirm({ text: plain(n) })) },
  {
    what: 'confirm yes',
    limit: 30,
    at: at('confirm/confirm/text'),
    of: (n) => inActions(confirm({ confirm: plain(n) })),
  },
  { what: 'confirm no', limit: 30, at: at('confirm/deny/text'), of: (n) => inActions(confirm({ deny: plain(n) })) },
  {
    what: 'options of a select',
    limit: 100,
    at: at('options'),
    of: (n) => inActions(select({ options: times(n, option) })),
  },
  {
    what: 'options of a select, least',
    limit: 1,
    step: -1,
    at: at('options'),
    of: (n) => inActions(select({ options: times(n, option) })),
  },
  {
    what: 'options of a multi-select',
    limit: 100,
    at: inAt('options'),
    of: (n) => inInput({ type: 'multi_static_select', options: times(n, option) }),
  },
  {
    what: 'groups of a select',
    limit: 100,
    at: at('option_groups'),
    of: (n) => inActions({ type: 'static_select', option_groups: times(n, group) }),
  },
  {
    what: 'options of one group',
    limit: 100,
    at: at('option_groups/0/options'),
    of: (n) => inActions({ type: 'static_select', option_groups: [{ label: plain(), options: times(n, option) }] }),
  },
  {
    what: 'group label',
    limit: 75,
    at: at('option_groups/0/label/text'),
    of: (n) => inActions({ type: 'static_select', option_groups: [{ ...group(1), label: plain(n) }] }),
  },
  {
    what: 'option text',
    limit: 75,
    at: at('options/0/text/text'),
    of: (n) => inActions(withOption({ text: plain(n) })),
  },
  {
    what: 'option value',
    limit: 150,
    at: at('options/0/value'),
    of: (n) => inActions(withOption({ value: letters(n) })),
  },
  {
    what: 'option description',
    limit: 75,
    at: at('options/0/description/text'),
    of: (n) => inActions(withOption({ description: plain(n) })),
  },
  {
    what: 'overflow option url',
    limit: 3000,
    at: at('options/0/url'),
    of: (n) => inActions({ type: 'overflow', options: [{ ...option(), url: address(n) }] }),
  },
  {
    what: 'overflow options',
    limit: 5,
    at: at('options'),
    of: (n) => inActions({ type: 'overflow', options: times(n, option) }),
  },
  {
    what: 'checkboxes',
    limit: 10,
    at: at('options'),
    of: (n) => inActions({ type: 'checkboxes', options: times(n, option) }),
  },
  {
    what: 'radio buttons',
    limit: 10,
    at: at('options'),
    of: (n) => inActions({ type: 'radio_buttons', options: times(n, option) }),
  },
  {
    what: 'placeholder',
    limit: 150,
    at: at('placeholder/text'),
    of: (n) => inActions(select({ placeholder: plain(n) })),
  },
  { what: 'min_length', limit: 3000, at: inAt('min_length'), of: (n) => inInput(typed({ min_length: n })) },
  {
    what: 'min_length, least',
    limit: 0,
    step: -1,
    at: inAt('min_length'),
    of: (n) => inInput(typed({ min_length: n })),
  },
  { what: 'max_length', limit: 3000, at: inAt('max_length'), of: (n) => inInput(typed({ max_length: n })) },
  {
    what: 'max_length, least',
    limit: 1,
    step: -1,
    at: inAt('max_length'),
    of: (n) => inInput(typed({ max_length: n })),
  },
  {
    what: 'initial value',
    limit: 3000,
    at: inAt('initial_value'),
    of: (n) => inInput(typed({ initial_value: letters(n) })),
  },
  {
    what: 'initial value under max_length',
    limit: 20,
    at: inAt('initial_value'),
    of: (n) => inInput(typed({ max_length: 20, initial_value: letters(n) })),
  },
  {
    what: 'files of a file input',
    limit: 10,
    at: inAt('max_files'),
    of: (n) => inInput({ type: 'file_input', max_files: n }),
  },
  {
    what: 'max_selected_items, least',
    limit: 1,
    step: -1,
    at: inAt('max_selected_items'),
    of: (n) => inInput({ type: 'multi_users_select', max_selected_items: n }),
  },
  {
    what: 'initial users under max_selected_items',
    limit: 2,
    at: inAt('initial_users'),
    of: (n) => inInput({ type: 'multi_users_select', max_selected_items: 2, initial_users: times(n, (i) => `U${i}`) }),
  },
  {
    what: 'lines of a rich text input',
    limit: 100,
    at: inAt('max_lines'),
    of: (n) => inInput({ type: 'rich_text_input', max_lines: n }),
  },
];

describe('each limit of an element is accepted at its figure and refused one past it', () => {
  test.for(rows)('$what: $limit', (row) => expectLimit(row));
});

describe('every kind of menu is accepted whole, and refused with a property that is not its own', () => {
  const menus: Record<string, object> = {
    static_select: { options: [option(1), option(2)], initial_option: option(1) },
    multi_static_select: { option_groups: [group(1), group(2)], initial_options: [option(2)], max_selected_items: 2 },
    external_select: { min_query_length: 2, initial_option: option() },
    multi_external_select: { min_query_length: 2, initial_options: [option()] },
    users_select: { initial_user: 'U1' },
    multi_users_select: { initial_users: ['U1', 'W2'] },
    conversations_select: { initial_conversation: 'C1', filter: { include: ['public'] }, response_url_enabled: true },
    multi_conversations_select: { initial_conversations: ['C1', 'U1'], default_to_current_conversation: true },
    channels_select: { initial_channel: 'C1', response_url_enabled: true },
    multi_channels_select: { initial_channels: ['C1'], max_selected_items: 3 },
  };
  test.for(Object.entries(menus))('%s', ([type, more]) => {
    expect(inInput({ type, action_id: 'a', placeholder: plain(), ...more })).toEqual([]);
    expect(paths(inInput({ type, ...more, multiline: true }))).toEqual([inAt('multiline')]);
  });
});

describe('every kind of picker and text input is accepted whole', () => {
  const inputs: Record<string, object> = {
    plain_text_input: { multiline: true, min_length: 1, max_length: 10, initial_value: 'a', placeholder: plain() },
    email_text_input: {
      initial_value: 'ana@example.org',
      dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] },
    },
    url_text_input: { initial_value: address() },
    number_input: { is_decimal_allowed: true, min_value: '-1', initial_value: '0.5', max_value: '10' },
    rich_text_input: { initial_value: { type: 'rich_text', elements: [] }, min_lines: 1, max_lines: 9 },
    file_input: { filetypes: ['pdf'], max_files: 1 },
    datepicker: { initial_date: '2026-11-21', placeholder: plain() },
    timepicker: { initial_time: '23:59', timezone: 'Europe/Madrid' },
    datetimepicker: { initial_date_time: 1_795_000_000 },
    checkboxes: { options: [option()], initial_options: [option()] },
    radio_buttons: { options: [{ text: mrkdwn(), value: 'a' }], initial_option: { text: mrkdwn(), value: 'a' } },
  };
  test.for(Object.entries(inputs))('%s', ([type, more]) =>
    expect(inInput({ type, action_id: 'a', ...more })).toEqual([]),
  );
});

describe('an element that Slack would refuse', () => {
  const cases: [string, unknown, string][] = [
    ['an unknown property', button({ color: 'red' }), at('color')],
    ['an unknown style', button({ style: 'default' }), at('style')],
    ['mrkdwn on a button', button({ text: mrkdwn() }), at('text/type')],
    ['a button url that is no url', button({ url: 'status page' }), at('url')],
    ['a button url that runs script', button({ url: 'javascript:alert(1)' }), at('url')],
    ['an empty action_id', button({ action_id: '' }), at('action_id')],
    ['a confirm without text', button({ confirm: { title: plain() } }), at('confirm')],
    ['mrkdwn for a confirm title', confirm({ title: mrkdwn() }), at('confirm/title/type')],
    ['a select with options and groups', select({ option_groups: [group(1)] }), '/blocks/0/elements/0'],
    ['a select with neither', { type: 'static_select' }, '/blocks/0/elements/0'],
    ['mrkdwn in a select option', withOption({ text: mrkdwn() }), at('options/0/text/type')],
    ['a url on a select option', withOption({ url: address() }), at('options/0/url')],
    ['an option without value', select({ options: [{ text: plain() }] }), at('options/0')],
    [
      'an initial option that is not among the options',
      select({ initial_option: option('other') }),
      at('initial_option'),
    ],
    [
      'an initial option with another text',
      select({ initial_option: { ...option(), text: plain(2) } }),
      at('initial_option'),
    ],
    [
      'an initial checkbox that is not among the options',
      { type: 'checkboxes', options: [option(1), option(2)], initial_options: [option(1), option(3)] },
      at('initial_options/1'),
    ],
    [
      'an empty list of initial options',
      { type: 'checkboxes', options: [option()], initial_options: [] },
      at('initial_options'),
    ],
    ['one value twice', select({ options: [option(1), option(1)] }), '/blocks/0/elements/0'],
    ['mrkdwn in a placeholder', select({ placeholder: mrkdwn() }), at('placeholder/type')],
    ['a user that is no id', { type: 'users_select', initial_user: '@ana' }, at('initial_user')],
    ['a channel that is no id', { type: 'channels_select', initial_channel: '#ops' }, at('initial_channel')],
    ['an empty conversation filter', { type: 'conversations_select', filter: {} }, at('filter')],
    ['a date in another order', { type: 'datepicker', initial_date: '21-11-2026' }, at('initial_date')],
    ['a time past midnight', { type: 'timepicker', initial_time: '24:00' }, at('initial_time')],
    [
      'a moment in milliseconds',
      { type: 'datetimepicker', initial_date_time: 1_795_000_000_000 },
      at('initial_date_time'),
    ],
  ];
  test.for(cases)('%s', ([, element, where]) => expect(paths(inActions(element))).toEqual([where]));
});

describe('an input that Slack would refuse', () => {
  const cases: [string, unknown, string][] = [
    ['min_length above max_length', typed({ min_length: 6, max_length: 5 }), inAt('min_length')],
    ['an empty initial value', typed({ initial_value: '' }), inAt('initial_value')],
    ['a confirm on a text input', typed({ confirm: { text: plain() } }), inAt('confirm')],
    ['a number as a number', { type: 'number_input', is_decimal_allowed: true, min_value: 1 }, inAt('min_value')],
    ['a number input that is silent about decimals', { type: 'number_input' }, '/blocks/0/element'],
    [
      'a fraction where none is allowed',
      { type: 'number_input', is_decimal_allowed: false, initial_value: '1.5' },
      inAt('initial_value'),
    ],
    [
      'numbers in the wrong order',
      { type: 'number_input', is_decimal_allowed: false, min_value: '10', max_value: '9' },
      inAt('min_value'),
    ],
    ['an initial url that is no url', { type: 'url_text_input', initial_value: 'wiki' }, inAt('initial_value')],
    [
      'an unknown trigger',
      typed({ dispatch_action_config: { trigger_actions_on: ['on_blur'] } }),
      inAt('dispatch_action_config/trigger_actions_on/0'),
    ],
  ];
  test.for(cases)('%s', ([, element, where]) => expect(paths(inInput(element))).toEqual([where]));
});

test('response_url_enabled works only in an input block of a modal', () => {
  const channels = { type: 'channels_select', response_url_enabled: true };
  expect(inInput(channels)).toEqual([]);
  expect(paths(inActions(channels))).toEqual([at('response_url_enabled')]);
  expect(paths(inModal({ type: 'actions', elements: [channels] }))).toEqual([at('response_url_enabled')]);
});

test('only one element may ask for the focus', () => {
  const focused = { type: 'input', label: plain(), element: typed({ focus_on_load: true }) };
  expect(inModal(focused)).toEqual([]);
  expect(paths(inModal(focused, focused))).toEqual(['/blocks/1/element/focus_on_load']);
});

test('a workflow button and an icon button are accepted whole', () => {
  const workflow = { trigger: { url: address(), customizable_input_parameters: [{ name: 'a', value: 'b' }] } };
  expect(inActions({ type: 'workflow_button', text: plain(), workflow })).toEqual([]);
  const icon = { type: 'icon_button', icon: 'trash', text: plain(), visible_to_user_ids: ['U1'] };
  expect(inMessage({ type: 'context_actions', elements: [icon] })).toEqual([]);
});
