import { describe, test } from 'vitest';
import {
  address,
  expectLimit,
  inActions,
  inMessage,
  letters,
  type LimitRow,
  mrkdwn,
  option,
  plain,
  times,
} from './samples.ts';

const at = (rest: string) => `/blocks/0/elements/0/${rest}`;
const button = (more: object) => ({ type: 'button', text: plain(), ...more });
const confirm = (more: object) =>
  button({ confirm: { title: plain(), text: mrkdwn(), confirm: plain(), deny: plain(), ...more } });
const select = (more: object) => ({ type: 'static_select', options: [option()], ...more });
const group = (n: number) => ({ label: plain(), options: [option(n)] });
const withOption = (more: object) => select({ options: [{ ...option(), ...more }] });
const boxes = (more: object) => ({ type: 'checkboxes', options: [{ ...option(), ...more }] });
const overflow = (more: object) => ({ type: 'overflow', options: [{ ...option(), ...more }] });
const contextAction = (element: object) => ({ type: 'context_actions', elements: [element] });
const iconButton = (more: object) => contextAction({ type: 'icon_button', icon: 'trash', text: plain(), ...more });
const feedback = { text: plain(), value: 'v' };
const feedbackButtons = (more: object) =>
  contextAction({ type: 'feedback_buttons', positive_button: { ...feedback, ...more }, negative_button: feedback });

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
  {
    what: 'text of a rich option',
    limit: 75,
    at: at('options/0/text/text'),
    of: (n) => inActions(boxes({ text: mrkdwn(n) })),
  },
  {
    what: 'value of a rich option',
    limit: 150,
    at: at('options/0/value'),
    of: (n) => inActions(boxes({ value: letters(n) })),
  },
  {
    what: 'description of a rich option',
    limit: 75,
    at: at('options/0/description/text'),
    of: (n) => inActions(boxes({ description: mrkdwn(n) })),
  },
  {
    what: 'overflow option text',
    limit: 75,
    at: at('options/0/text/text'),
    of: (n) => inActions(overflow({ text: plain(n) })),
  },
  {
    what: 'overflow option value',
    limit: 150,
    at: at('options/0/value'),
    of: (n) => inActions(overflow({ value: letters(n) })),
  },
  {
    what: 'overflow option description',
    limit: 75,
    at: at('options/0/description/text'),
    of: (n) => inActions(overflow({ description: plain(n) })),
  },
  {
    what: 'text of a workflow button',
    limit: 75,
    at: at('text/text'),
    of: (n) => inActions({ type: 'workflow_button', text: plain(n), workflow: { trigger: { url: address() } } }),
  },
  {
    what: 'text of an icon button',
    limit: 75,
    at: at('text/text'),
    of: (n) => inMessage(iconButton({ text: plain(n) })),
  },
  {
    what: 'value of an icon button',
    limit: 2000,
    at: at('value'),
    of: (n) => inMessage(iconButton({ value: letters(n) })),
  },
  {
    what: 'accessibility label of a feedback button',
    limit: 75,
    at: at('positive_button/accessibility_label'),
    of: (n) => inMessage(feedbackButtons({ accessibility_label: letters(n) })),
  },
  {
    what: 'text of a feedback button',
    limit: 75,
    at: at('positive_button/text/text'),
    of: (n) => inMessage(feedbackButtons({ text: plain(n) })),
  },
  {
    what: 'value of a feedback button',
    limit: 2000,
    at: at('positive_button/value'),
    of: (n) => inMessage(feedbackButtons({ value: letters(n) })),
  },
];

describe('each limit of an element is accepted at its figure and refused one past it', () => {
  test.for(rows)('$what: $limit', (row) => expectLimit(row));
});
