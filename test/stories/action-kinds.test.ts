import { readFile } from 'node:fs/promises';
import { afterAll, expect, it } from 'vitest';
import { writeFolder } from '../policy/write-folder.ts';
import { declared } from '../support/declared.ts';
import { useWorld } from '../support/use-world.ts';
import { proves } from '../promises/proves.ts';

const acme = (await readFile('test/support/runbooks/acme/policy.yaml', 'utf8')).replace('../../../../runbooks/', '../');
const { folder, remove } = await writeFolder({
  'runbooks/acme/policy.yaml': `${acme}\nactions: { kinds: [Immediate fix, Monitoring, Training] }\n`,
  'runbooks/generic/policy.yaml': await readFile('runbooks/generic/policy.yaml', 'utf8'),
});
const world = useWorld({ policy: `${folder}/runbooks/acme` });
afterAll(() => remove());

it('an action item has one of the policy’s kinds, is started and done by its buttons, and the post-mortem shows both', async () => {
  const { ana, cy } = world();
  const it = await declared(world(), 'P2 kinds of action items');
  const says = async (line: string) => {
    await ana.runs(`/incident ${line}`, it.where);
    await world().settle();
    return ana.ephemerals(it.where.in).at(-1) ?? '';
  };
  // A kind that there is not loses nothing that was typed.
  const refused = await says('action [teaching] @Ben Okafor show the dashboards');
  expect(refused).toMatch(/no action items of the kind “teaching”\. There are: Immediate fix, Monitoring, Training\./);
  expect(refused).toMatch(/You wrote:[\s\S]*show the dashboards/);
  await says('action training: @Ben Okafor show the dashboards');
  it.channel.shows(/\*A1\* show the dashboards — Ben Okafor · Training/);
  await ana.runs('/incident', it.where);
  await world().settle();
  await ana.clicks('Add an action item', it.where);
  const form = await ana.seesModal(/To do/);
  form.fill('What is to be done?', 'alert on disk space');
  form.choose('What kind is it?', 'Monitoring');
  await form.submit();
  await world().settle();
  it.channel.shows(/\*A2\* alert on disk space — nobody yet · Monitoring/);
  await cy.clicks('Start', { on: /\*A2\*/, in: it.where.in });
  await world().settle();
  // What nobody had belongs to who begins with it.
  it.channel.shows(/\*A2\* alert on disk space — Cy Tan · Monitoring · in progress since \d\d:\d\d/);
  await cy.clicks('Not started', { on: /\*A2\*/, in: it.where.in });
  await world().settle();
  it.channel.shows(/\*A2\* alert on disk space — nobody yet · Monitoring$/m);
  await cy.clicks('Start', { on: /\*A2\*/, in: it.where.in });
  await world().settle();
  expect(await says('action A2 immediate:')).toMatch(/A2 of INC-\d+ \(Immediate fix\) is with @Cy Tan/);
  await says('action A1 done');
  expect(await says('actions')).toMatch(
    /To do in INC-\d+: 1 action item[\s\S]*A2\* alert on disk space — Cy Tan · Immediate fix · in progress since/,
  );
  await says('action write it down');
  await says('resolve a larger disk');
  const [draft] = it.channel.files().slice(-1);
  expect(draft?.content).toMatch(/\| Action \| Kind \| Owner \| Due \| Status \|/);
  expect(draft?.content).toMatch(/\| A1 show the dashboards \| Training \| Ben Okafor \| not set \| done by Ana Ruiz/);
  expect(draft?.content).toMatch(
    /\| A2 alert on disk space \| Immediate fix \| Cy Tan \| not set \| in progress since .* \(Cy Tan\) \|/,
  );
  expect(draft?.content).toMatch(/\| A3 write it down \| not said \| nobody yet \| not set \| open \|/);
  proves('R4');
});
