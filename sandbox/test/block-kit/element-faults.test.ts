import { describe, expect, test } from 'vitest';
import { address, inActions, inInput, inModal, mrkdwn, option, paths, plain } from './samples.ts';

const at = (rest: string) => `/blocks/0/elements/0/${rest}`;
const inAt = (rest: string) => `/blocks/0/element/${rest}`;
const button = (more: object) => ({ type: 'button', text: plain(), ...more });
const confirm = (more: object) =>
  button({ confirm: { title: plain(), text: mrkdwn(), confirm: plain(), deny: plain(), ...more } });
const select = (more: object) => ({ type: 'static_select', options: [option()], ...more });
const group = (n: number) => ({ label: plain(), options: [option(n)] });
const typed = (more: object) => ({ type: 'plain_text_input', ...more });
const withOption = (more: object) => select({ options: [{ ...option(), ...more }] });

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
    ['a day zero', { type: 'datepicker', initial_date: '2026-11-00' }, at('initial_date')],
    ['a month zero', { type: 'datepicker', initial_date: '2026-00-21' }, at('initial_date')],
    ['a thirteenth month', { type: 'datepicker', initial_date: '2026-13-21' }, at('initial_date')],
    ['a 32nd day', { type: 'datepicker', initial_date: '2026-10-32' }, at('initial_date')],
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
