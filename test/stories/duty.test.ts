import { readFile } from 'node:fs/promises';
import { afterAll, expect, it } from 'vitest';
import { writeFolder } from '../policy/write-folder.ts';
import { declared } from '../support/declared.ts';
import { useWorld } from '../support/use-world.ts';
import { proves } from '../promises/proves.ts';

const acme = (await readFile('test/support/runbooks/acme/policy.yaml', 'utf8')).replace('../../../../runbooks/', '../');
const { folder, remove } = await writeFolder({
  'runbooks/acme/policy.yaml': `${acme}
timezone: Europe/Berlin
rotation: { starts: 2026-01-05, every: 1 week, turns: [{ commander: dee, comms: cy }, { commander: eli, comms: cy }] }
`,
  'runbooks/generic/policy.yaml': await readFile('runbooks/generic/policy.yaml', 'utf8'),
});
const world = useWorld({ policy: `${folder}/runbooks/acme`, startAt: { weekday: 7, time: '20:00' } });
afterAll(() => remove());

it('who comes on duty is told in the morning what is open for them, the announcements hear who hands over, and they are called from then on', async () => {
  const { person, clock, flo } = world();
  const [before, after] = (await commanders()).split(' then ');
  await declared(world(), 'P3 before the turn');
  const hidden = await declared(world(), 'P3 canary-private');
  // Whoever is on duty would be called into it otherwise.
  await flo.runs('/incident take', hidden.where);
  await world().settle();
  await flo.runs('/incident make-private', hidden.where);
  await clock.forward({ hours: 10 });
  expect(
    world()
      .announcements()
      .texts()
      .filter((text) => /On-call handover/.test(text)),
  ).toHaveLength(0);
  await clock.forward({ hours: 3 });
  await world().settle();
  const told = world()
    .announcements()
    .texts()
    .filter((text) => /On-call handover/.test(text));
  expect(told).toHaveLength(1);
  expect(told[0]).toContain(`Incident Commander: ${before} → ${after}`);
  expect(told[0]).toContain('Communications Lead: Cy Tan, as before');
  const mine = person(after ?? '').sees(/You are on call now: Incident Commander/);
  expect(mine).toContain('before the turn');
  expect(mine).not.toContain('canary-private');
  expect(() => person('Cy Tan').sees(/You are on call now/)).toThrow(/does not see/);
  const { channel } = await declared(world(), 'P1 in the new turn');
  channel.shows(new RegExp(`I call ${after} \\(Incident Commander\\)`));
  // A start in between tells nothing again.
  await world().restart();
  await world().settle();
  expect(
    world()
      .announcements()
      .texts()
      .filter((text) => /On-call handover/.test(text)),
  ).toHaveLength(1);
  proves('T15');
});

/** Whose turn ends this night, and whose begins. */
async function commanders(): Promise<string> {
  const { policy } = world().bot.ctx.runbooks.current;
  const key = policy.roles.find((role) => role.key === 'commander')?.primary ?? '';
  return key === 'dee' ? 'Dee Novak then Eli Brand' : 'Eli Brand then Dee Novak';
}
