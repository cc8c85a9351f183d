import { readFile } from 'node:fs/promises';
import { afterAll, expect, it } from 'vitest';
import { writeFolder } from '../policy/write-folder.ts';
import { useWorld } from '../support/use-world.ts';
import { proves } from '../promises/proves.ts';

const acme = (await readFile('test/support/runbooks/acme/policy.yaml', 'utf8')).replace('../../../../runbooks/', '../');
const { folder, remove } = await writeFolder({
  'runbooks/acme/policy.yaml': `${acme}
timezone: UTC
upkeep: { next_review: 2025-02-01, after: [P0], also: [A service is added], owner: eng-manager }
`,
  'runbooks/generic/policy.yaml': await readFile('runbooks/generic/policy.yaml', 'utf8'),
});
const world = useWorld({ policy: `${folder}/runbooks/acme`, startAt: { weekday: 7, time: '20:00' } });
afterAll(() => remove());

it('its owner is reminded in the morning to read the runbook, says so by a button, takes it back, and names the next day', async () => {
  const { person, clock, ana } = world();
  const lena = person('Lena Vogt');
  const due = /The runbook of Acme is to be read again/;
  const wheres = { in: '#incidents' };
  expect(() => lena.sees(due)).toThrow(/does not see/);
  await clock.forward({ hours: 14 });
  await world().settle();
  const told = lena.sees(due);
  expect(told).toMatch(/Its date was 1 Feb 2025\./);
  expect(told).toMatch(/Nobody has said so far that it was read/);
  expect(told).toMatch(/Read it also when: A service is added\./);
  // It survives a restart, and is told once.
  await world().restart();
  await world().settle();
  expect(lena.directMessages().filter(({ text }) => due.test(text))).toHaveLength(1);
  await lena.clicks('I have read it', { on: due });
  await world().settle();
  expect(lena.sees(/✓ The runbook of Acme was read by @Lena Vogt/)).toMatch(/Next: after an incident of P0\./);
  await lena.clicks('Not read', { on: /✓ The runbook of Acme/ });
  await world().settle();
  lena.sees(due);
  await lena.clicks('Remind me in 4 weeks', { on: due });
  await world().settle();
  expect(lena.sees(due)).toMatch(/Put off until .* by @Lena Vogt/);
  await clock.forward({ hours: 9 * 24 });
  await world().settle();
  expect(lena.directMessages().filter(({ text }) => due.test(text))).toHaveLength(1);
  await ana.runs('/incident runbook reviewed in 3 months', wheres);
  await world().settle();
  expect(ana.ephemerals('#incidents').at(-1)).toMatch(
    /Recorded: you have read the runbook\. Next: on \d+ \w+ 20\d\d, and after an incident of P0\./,
  );
  lena.sees(/✓ The runbook of Acme was read by @Ana Ruiz/);
  await ana.runs('/incident runbook reviewed yesterday', wheres);
  await world().settle();
  expect(ana.ephemerals('#incidents').at(-1)).toMatch(/I cannot read “yesterday” as a day/);
  proves('T15');
});
