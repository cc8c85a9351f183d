import { describe, expect, test } from 'vitest';
import { validateMessage } from '../../block-kit/validate.ts';
import { address, expectLimit, type LimitRow, letters, option, paths, plain, times } from './samples.ts';

const section = (n: number) => ({ type: 'section', text: plain(n) });

const rows: LimitRow[] = [
  { what: 'text', limit: 40_000, at: '/text', of: (n) => validateMessage({ text: letters(n) }) },
  {
    what: 'text of all blocks together',
    limit: 12_000,
    at: '/blocks',
    of: (n) => validateMessage({ blocks: [...times(5, () => section(2000)), section(n - 10_000)] }),
  },
  {
    what: 'metadata event_type',
    limit: 255,
    at: '/metadata/event_type',
    of: (n) => validateMessage({ text: 'a', metadata: { event_type: letters(n), event_payload: {} } }),
  },
  {
    what: 'tables in one message',
    limit: 1,
    at: '/blocks',
    of: (n) =>
      validateMessage({ blocks: times(n, () => ({ type: 'table', rows: [[{ type: 'raw_text', text: 'a' }]] })) }),
  },
];

describe('each limit of a message is accepted at its figure and refused one past it', () => {
  test.for(rows)('$what: $limit', (row) => expectLimit(row));
});

test('blocks that are too long together are told by the name of the error that Slack answers', () => {
  const [violation] = validateMessage({ blocks: times(5, () => section(2401)) });
  expect(violation?.problem).toContain('msg_blocks_too_long');
  expect(violation?.problem).toContain('12005');
});

test('every text that people read counts towards the sum: options and image descriptions too', () => {
  const image = { type: 'image', image_url: address(), alt_text: letters(50) };
  // A flag beside the text is not text.
  const menu = (n: number) => ({
    type: 'static_select',
    options: [{ ...option(), text: { ...plain(n), emoji: true } }],
  });
  const blocks = (n: number) => [...times(5, () => section(2378)), image, { type: 'actions', elements: [menu(n)] }];
  expect(validateMessage({ blocks: blocks(60) })).toEqual([]);
  expect(validateMessage({ blocks: blocks(61) })[0]?.problem).toContain('12001');
});

test('the arguments of the method that are not content are left alone', () => {
  expect(validateMessage({ channel: 'C1', thread_ts: '1.2', text: 'a', unfurl_links: false })).toEqual([]);
});

describe('a message that Slack would refuse', () => {
  const cases: [string, unknown, string][] = [
    ['no object', 'hello', ''],
    ['nothing to show', { channel: 'C1' }, ''],
    ['an empty text alone', { text: '' }, ''],
    ['an empty list of blocks alone', { blocks: [] }, ''],
    ['a text that is no string', { text: 5, blocks: [{ type: 'divider' }] }, '/text'],
    ['blocks that are no array', { text: 'a', blocks: { type: 'divider' } }, '/blocks'],
    ['metadata without payload', { text: 'a', metadata: { event_type: 'a' } }, '/metadata'],
    [
      'a payload that is an array',
      { text: 'a', metadata: { event_type: 'a', event_payload: [] } },
      '/metadata/event_payload',
    ],
    [
      'an unknown property of metadata',
      { text: 'a', metadata: { event_type: 'a', event_payload: {}, id: 1 } },
      '/metadata/id',
    ],
    ['an element of modals only', { text: 'a', blocks: [input('email_text_input')] }, '/blocks/0/element'],
    ['a rich text input', { text: 'a', blocks: [input('rich_text_input')] }, '/blocks/0/element'],
  ];
  test.for(cases)('%s', ([, message, at]) => expect(paths(validateMessage(message))).toEqual([at]));
});

test('several faults are all told, each with its place', () => {
  const message = { text: letters(40_001), blocks: [{ type: 'header', text: plain(151) }, { type: 'nothing' }] };
  expect(paths(validateMessage(message))).toEqual(['/text', '/blocks/0/text/text', '/blocks/1/type']);
});

function input(type: string) {
  return { type: 'input', label: plain(), element: { type } };
}
