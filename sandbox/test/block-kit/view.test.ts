import { describe, expect, test } from 'vitest';
import { validateView } from '../../block-kit/validate.ts';
import { expectLimit, inHome, inModal, type LimitRow, letters, mrkdwn, paths, plain, times } from './samples.ts';

const divider = { type: 'divider' };
const modal = (more: object) => validateView({ type: 'modal', title: plain(), blocks: [divider], ...more });
const home = (more: object) => validateView({ type: 'home', blocks: [divider], ...more });
const input = (type = 'plain_text_input', more: object = {}) => ({
  type: 'input',
  label: plain(),
  element: { type, ...more },
});

const rows: LimitRow[] = [
  { what: 'blocks of a modal', limit: 100, at: '/blocks', of: (n) => inModal(...times(n, () => divider)) },
  {
    what: 'blocks of a modal, least',
    limit: 1,
    step: -1,
    at: '/blocks',
    of: (n) => inModal(...times(n, () => divider)),
  },
  { what: 'blocks of a Home tab', limit: 100, at: '/blocks', of: (n) => inHome(...times(n, () => divider)) },
  { what: 'title', limit: 24, at: '/title/text', of: (n) => modal({ title: plain(n) }) },
  { what: 'title, least', limit: 1, step: -1, at: '/title/text', of: (n) => modal({ title: plain(n) }) },
  { what: 'submit', limit: 24, at: '/submit/text', of: (n) => modal({ submit: plain(n) }) },
  { what: 'close', limit: 24, at: '/close/text', of: (n) => modal({ close: plain(n) }) },
  {
    what: 'private_metadata',
    limit: 3000,
    at: '/private_metadata',
    of: (n) => modal({ private_metadata: letters(n) }),
  },
  { what: 'callback_id', limit: 255, at: '/callback_id', of: (n) => modal({ callback_id: letters(n) }) },
  { what: 'external_id', limit: 255, at: '/external_id', of: (n) => home({ external_id: letters(n) }) },
  { what: 'size in bytes', limit: 250_000, at: '', of: (n) => validateView(viewOfSize(n)) },
];

describe('each limit of a view is accepted at its figure and refused one past it', () => {
  test.for(rows)('$what: $limit', (row) => expectLimit(row));
});

test('a modal with every property is accepted', () => {
  const more = { submit: plain(), close: plain(), private_metadata: '', clear_on_close: true, notify_on_close: false };
  expect(modal({ ...more, blocks: [input(), divider] })).toEqual([]);
});

test('a Home tab takes inputs without submit', () => {
  expect(inHome(input(), input('static_select', { options: [{ text: plain(), value: 'a' }] }))).toEqual([]);
});

describe('a view that Slack would refuse', () => {
  const cases: [string, () => ReturnType<typeof validateView>, string][] = [
    ['no object', () => validateView(undefined), ''],
    ['an unknown type', () => validateView({ type: 'dialog', blocks: [divider] }), '/type'],
    ['a modal without title', () => validateView({ type: 'modal', blocks: [divider] }), ''],
    ['a modal without blocks', () => validateView({ type: 'modal', title: plain() }), ''],
    ['a modal with inputs and no submit', () => modal({ blocks: [input()] }), ''],
    ['a title in mrkdwn', () => modal({ title: mrkdwn() }), '/title/type'],
    ['an unknown property', () => modal({ text: 'hello' }), '/text'],
    ['a Home tab with a title', () => home({ title: plain() }), '/title'],
    ['a Home tab with submit', () => home({ submit: plain() }), '/submit'],
    ['a Home tab with close', () => home({ close: plain() }), '/close'],
    ['markdown in a modal', () => inModal({ type: 'markdown', text: 'a' }), '/blocks/0'],
    ['a table in a modal', () => inModal({ type: 'table', rows: [[{ type: 'raw_text', text: 'a' }]] }), '/blocks/0'],
    ['a file in a Home tab', () => inHome({ type: 'file', source: 'remote', external_id: 'a' }), '/blocks/0'],
    ['a datetimepicker in a Home tab', () => inHome(input('datetimepicker')), '/blocks/0/element'],
    ['a file input in a Home tab', () => inHome(input('file_input')), '/blocks/0/element'],
    [
      'a block_id twice',
      () => inModal({ ...divider, block_id: 'a' }, { ...divider, block_id: 'a' }),
      '/blocks/1/block_id',
    ],
  ];
  test.for(cases)('%s', ([, validate, at]) => expect(paths(validate())).toEqual([at]));
});

/** A modal of exactly `bytes` bytes that breaks no other limit. */
function viewOfSize(bytes: number) {
  const base = { type: 'modal', title: plain(), blocks: times(100, () => ({ type: 'section', text: plain(1) })) };
  let missing = bytes - Buffer.byteLength(JSON.stringify(base));
  const blocks = base.blocks.map(() => {
    const extra = Math.min(missing, 2999);
    missing -= extra;
    return { type: 'section', text: plain(1 + extra) };
  });
  return { ...base, blocks };
}
