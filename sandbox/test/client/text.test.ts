import { expect, test } from 'vitest';
import { parseInline, parseMrkdwn } from '../../client/text/parse-mrkdwn.ts';
import { instantOf, wallTimeOf } from '../../client/text/zone-time.ts';

test('bold, code, mentions and dates of a line are told apart, and signs inside words stay', () => {
  expect(parseInline('*P0* by <@U1|ana> in `a*b*c`')).toEqual([
    { kind: 'bold', inside: [{ kind: 'text', text: 'P0' }] },
    { kind: 'text', text: ' by ' },
    { kind: 'token', token: { kind: 'user', id: 'U1', label: 'ana' } },
    { kind: 'text', text: ' in ' },
    { kind: 'code', text: 'a*b*c' },
  ]);
  expect(parseInline('2*3*4 and snake_case_name')).toEqual([{ kind: 'text', text: '2*3*4 and snake_case_name' }]);
});

test('escaped signs are shown and never become markup', () => {
  expect(parseInline('&lt;!channel&gt; &amp; co')).toEqual([{ kind: 'text', text: '<!channel> & co' }]);
});

test('fences and quotes are paragraphs of their own', () => {
  expect(parseMrkdwn('a\n> b\n> c\n```x *y*```')).toMatchObject([
    { kind: 'lines' },
    { kind: 'quote', lines: [[{ text: 'b' }], [{ text: 'c' }]] },
    { kind: 'code', text: 'x *y*' },
  ]);
});

test('a moment typed in a zone is the same moment read there, on both sides of a change of the clocks', () => {
  for (const wall of ['2026-03-29T01:30', '2026-03-29T03:30', '2026-10-25T01:30', '2026-10-25T12:00']) {
    expect(wallTimeOf(instantOf(wall, 'Europe/Berlin'), 'Europe/Berlin')).toBe(wall);
  }
  expect(instantOf('2026-11-24T04:16', 'Europe/Berlin')).toBe(Date.UTC(2026, 10, 24, 3, 16) / 1000);
});
