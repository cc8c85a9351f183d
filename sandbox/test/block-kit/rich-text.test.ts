import { describe, expect, test } from 'vitest';
import { address, inMessage, paths } from './samples.ts';

const words = (text = 'a') => ({ type: 'text', text });
const section = (...elements: unknown[]) => ({ type: 'rich_text_section', elements });
const richText = (...elements: unknown[]) => ({ type: 'rich_text', elements });
const list = (more: object) => ({ type: 'rich_text_list', style: 'bullet', elements: [section(words())], ...more });

test('rich text with every kind of part is accepted', () => {
  const parts = [
    { ...words(), style: { bold: true, italic: true, strike: true, code: true } },
    { type: 'link', url: address(), text: 'runbook' },
    { type: 'emoji', name: 'fire' },
    { type: 'user', user_id: 'U1' },
    { type: 'channel', channel_id: 'C1' },
    { type: 'usergroup', usergroup_id: 'S1' },
    { type: 'team', team_id: 'T1' },
    { type: 'broadcast', range: 'here' },
    { type: 'color', value: '#F405B3' },
    { type: 'date', timestamp: 1_795_000_000, format: '{time}', fallback: '03:01' },
  ];
  const preformatted = {
    type: 'rich_text_preformatted',
    elements: [words(), { type: 'link', url: address() }],
    border: 0,
  };
  const quote = { type: 'rich_text_quote', elements: parts, border: 1 };
  expect(inMessage(richText(section(...parts), list({ indent: 8, border: 1 }), quote, preformatted))).toEqual([]);
  expect(inMessage({ type: 'table', rows: [[richText(section(words()))]] })).toEqual([]);
});

describe('rich text that Slack would refuse', () => {
  const cases: [string, unknown, string][] = [
    ['an unknown container', richText({ type: 'rich_text_table', elements: [] }), 'elements/0/type'],
    ['text outside a section', richText(words()), 'elements/0/type'],
    ['an unknown part', richText(section({ type: 'image' })), 'elements/0/elements/0/type'],
    ['empty text', richText(section(words(''))), 'elements/0/elements/0/text'],
    ['an unknown style', richText(section({ ...words(), style: { big: true } })), 'elements/0/elements/0/style/big'],
    ['a mention by name', richText(section({ type: 'user', user_id: 'ana' })), 'elements/0/elements/0/user_id'],
    ['an indent of nine', richText(list({ indent: 9 })), 'elements/0/indent'],
    ['a list of text', richText(list({ elements: [words()] })), 'elements/0/elements/0/type'],
    ['an unknown list style', richText(list({ style: 'dashes' })), 'elements/0/style'],
    [
      'a mention in preformatted text',
      richText({ type: 'rich_text_preformatted', elements: [{ type: 'user', user_id: 'U1' }] }),
      'elements/0/elements/0/type',
    ],
    ['a border of two', richText({ type: 'rich_text_quote', elements: [], border: 2 }), 'elements/0/border'],
  ];
  test.for(cases)('%s', ([, block, rest]) => expect(paths(inMessage(block))).toEqual([`/blocks/0/${rest}`]));
});
