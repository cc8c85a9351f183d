import { expect, test } from 'vitest';
import { completionsFor, type Known } from '../../client/messages/completion.ts';

const person = (id: string, realName: string, name: string) =>
  ({ id, realName, name, tz: 'UTC', kind: 'member', deleted: false, playable: true }) as const;
const known: Known = {
  people: [person('U1', 'Ana Ruiz', 'ana'), person('U2', 'Ben Okafor', 'ben')],
  channels: [],
  groups: ['incident-leads'],
  commands: [{ command: '/incident', usage: 'declare · status · help', description: 'Declare and run incidents' }],
};
const labels = (text: string): string[] =>
  completionsFor(text, text.length, known)?.items.map(({ label }) => label) ?? [];

test('a slash at the beginning offers the commands, and after one its words', () => {
  expect(labels('/in')).toEqual(['/incident']);
  expect(labels('/incident ')).toEqual(['declare', 'status', 'help']);
  expect(labels('/incident st')).toEqual(['status']);
  expect(labels('see /incident')).toEqual([]);
});

test('Enter means the first name, but never the first word of a command that is complete without one', () => {
  expect(completionsFor('@be', 3, known)).toMatchObject({ from: 0, eager: true });
  expect(completionsFor('/incident ', 10, known)).toMatchObject({ from: 10, eager: false });
});

test('@ offers people by either name, and groups; a whole name offers nothing more', () => {
  expect(labels('ask @ok')).toEqual(['Ben Okafor']);
  expect(labels('ask @inc')).toEqual(['@incident-leads']);
  expect(labels('ask @Ana Ruiz')).toEqual([]);
  expect(labels('mail me at a@b')).toEqual([]);
});

test('a colon offers emoji once two letters are there', () => {
  expect(labels(':p')).toEqual([]);
  expect(labels(':pushp')).toEqual(['📌 :pushpin:']);
});
