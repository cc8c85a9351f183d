import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, expect, it } from 'vitest';
import { readAllEntries } from '../../src/db/timeline.ts';
import { describeEntry } from '../../src/domain/describe-entry.ts';
import { writeFolder } from '../policy/write-folder.ts';
import { declared } from '../support/declared.ts';
import { useWorld } from '../support/use-world.ts';

const acme = (await readFile('test/support/runbooks/acme/policy.yaml', 'utf8')).replace('../../../../runbooks/', '../');
const { folder, remove } = await writeFolder({
  'runbooks/acme/policy.yaml': acme,
  'runbooks/generic/policy.yaml': await readFile('runbooks/generic/policy.yaml', 'utf8'),
  'templates/acme/post-mortem.md': '# Old template of {{ incident.name }}\n',
});
const world = useWorld({ policy: `${folder}/runbooks/acme` });
afterAll(() => remove());

/** The bot stops, the files of its runbook change, and it starts again. */
async function edited(policy: string, template = '# Old template of {{ incident.name }}\n'): Promise<void> {
  await world().restart(async () => {
    await writeFile(`${folder}/runbooks/acme/policy.yaml`, `${acme}\n${policy}\n`);
    await writeFile(`${folder}/templates/acme/post-mortem.md`, template);
  });
}

const slower = `severities:
  P0:
    update_every: 40m
    ladder: ['0m reach commander', '12m reach tech-lead']
checklists: { closure: { items: [Tell the vendor] } }`;

const tells = /The runbook was changed since INC-\d+ was declared/;

it('an edit changes nothing of an incident that is open, until its commander presses Re-plan; who was called is not called again', async () => {
  await edited('');
  const { ana, ben, cy } = world();
  const { channel, where, incident, headline } = await declared(world(), 'P0 before the edit');
  await edited(slower);
  expect(channel.texts().filter((text) => tells.test(text))).toHaveLength(1);
  channel.shows(/\*Re-plan\* goes on by the new one: .*Technical Lead 03:05 → \*03:12\*/);
  // A second start with the same files says nothing.
  await edited(slower);
  expect(channel.texts().filter((text) => tells.test(text))).toHaveLength(1);
  await world().clock.forward({ minutes: 5, seconds: 10 });
  channel.shows(/I call Ben Okafor \(Technical Lead\) now/);
  expect((await incident()).runbook).not.toBe(world().bot.ctx.runbooks.current.hash);

  await ana.runs('/incident take', where);
  await world().settle();
  await cy.clicks('Re-plan', where);
  await world().settle();
  cy.sees(/Ana Ruiz.* is Incident Commander of INC-\d+, and only they re-plan it/);
  const [due] = /due \d\d:\d\d/.exec(headline()) ?? [];
  await ana.clicks('Re-plan', where);
  await world().settle();
  channel.shows(/Ana Ruiz re-planned INC-\d+ by the runbook as it is now/);
  channel.shows(/✓ The runbook was changed, and INC-\d+ was re-planned by it \(.*, by Ana Ruiz\)/);
  expect(headline()).not.toContain(due);
  expect((await incident()).runbook).toBe(world().bot.ctx.runbooks.current.hash);
  await world().clock.forward({ minutes: 15 });
  expect(channel.texts().filter((text) => /I call Ben Okafor/.test(text))).toHaveLength(1);

  await ana.runs('/incident replan', where);
  await world().settle();
  ana.sees(/goes on by the runbook as it is now already \(re-planned .*, by .*Ana Ruiz/);
  await ben.runs('/incident replan undo', where);
  await world().settle();
  ben.sees(/only they re-plan it/);
  const { policy } = world().bot.ctx.runbooks.current;
  const entries = await readAllEntries(world().bot.ctx.db.prisma, (await incident()).id);
  const lines = entries.map((entry) => describeEntry(entry, { policy, name: (user) => user }));
  expect(
    lines.filter((line) => /re-planned it: it goes on by runbook [0-9a-f]{8} instead of [0-9a-f]{8}/.test(line)),
  ).toHaveLength(1);
});

it('a re-plan can be taken back, and brought again', async () => {
  await edited('');
  const { flo } = world();
  const { channel, where, incident } = await declared(world(), 'P0 there and back');
  const before = (await incident()).runbook;
  await edited(slower);
  await flo.runs('/incident replan', where);
  await world().settle();
  await flo.clicks('Undo', where);
  await world().settle();
  channel.shows(/Flo Meyer took the re-plan of INC-\d+ back .*: it goes on by the runbook before/);
  channel.shows(/The runbook was changed; INC-\d+ was re-planned by it, and that was taken back/);
  expect((await incident()).runbook).toBe(before);
  await flo.clicks('Re-plan again', where);
  await world().settle();
  expect((await incident()).runbook).toBe(world().bot.ctx.runbooks.current.hash);
});

it('files that are put back as they were take the word back', async () => {
  await edited('');
  const { channel } = await declared(world(), 'P0 put back');
  await edited(slower);
  channel.shows(tells);
  await edited('');
  channel.lacks(tells);
  channel.shows(/The runbook was changed for a while and is as it was again; nothing changed for INC-\d+/);
});

it('what was declared before is resolved by its own list and its own template', async () => {
  await edited('');
  const { flo } = world();
  const { channel, where, incident } = await declared(world(), 'P2 resolved by its own');
  await edited(slower, '# New template of {{ incident.name }}\n');
  await flo.runs('/incident resolve rolled back', where);
  await world().settle();
  const { id, checklists } = await incident();
  const texts = checklists.flatMap(({ items }) => items.map(({ text }) => text));
  expect(texts.length).toBeGreaterThan(0);
  expect(texts).not.toContain('Tell the vendor');
  const draft = await world().bot.ctx.db.prisma.postMortem.findFirst({ where: { incidentId: id } });
  expect(draft?.markdown).toMatch(/^# Old template of INC-\d+/);
  // What is over is not asked about.
  const { length } = channel.messages();
  await edited('timezone: Europe/Berlin');
  expect(channel.messages()).toHaveLength(length);
});
