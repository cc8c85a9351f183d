import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { userOf } from '../../sandbox/state/people.ts';
import { castRunbook, listRunbooks } from '../runbooks.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'muster-cast-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('all six runbooks are offered with what they are, the one that fits any team first', () => {
  const choices = listRunbooks();
  expect(choices).toHaveLength(6);
  expect(choices[0]?.name).toBe('generic');
  for (const { title, about } of choices) {
    expect(title).not.toBe('');
    expect(about).toMatch(/^[A-Z].+[^.]$/);
  }
});

test.each(listRunbooks())('$title: whoever it names is a member, no two with one name or id', async ({ name }) => {
  const { runbook, people } = await castRunbook(name, join(folder, name));
  const users = people.map(userOf);
  const members = users.filter(({ kind, deleted }) => kind === 'member' && !deleted);
  const ids = members.map(({ id }) => id);
  const named = Object.entries(runbook.policy.people);
  expect(named.filter(([, { slack }]) => slack === null || !ids.includes(slack)).map(([key]) => key)).toEqual([]);
  expect(new Set(users.map(({ id }) => id)).size).toBe(users.length);
  expect(new Set(users.map(({ realName }) => realName)).size).toBe(users.length);
  expect(members.length).toBeGreaterThanOrEqual(8);
});
