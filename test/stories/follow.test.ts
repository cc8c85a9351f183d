import { expect, it } from 'vitest';
import { declared } from '../support/declared.ts';
import { useWorld } from '../support/use-world.ts';
import { proves } from '../promises/proves.ts';

const world = useWorld();

it('Whoever presses Follow on the announcement reads the updates by direct message, until Unfollow', async () => {
  const { ana, dee } = world();
  const { where } = await declared(world(), 'P1 followed');
  await dee.clicks('Follow', { in: '#incidents', on: /followed/ });
  await world().settle();
  expect(dee.ephemerals('#incidents').at(-1)).toMatch(/You follow INC-\d+\. I will write to you with every update/);
  await ana.runs('/incident update it is the cache', where);
  await world().settle();
  expect(dee.sees(/Update #1[\s\S]*it is the cache[\s\S]*You follow it/)).toMatch(/\[Join\] \[Unfollow\]/);
  await dee.clicks('Unfollow', { in: 'dm', on: /it is the cache/ });
  await world().settle();
  const before = dee.directMessages().length;
  await ana.runs('/incident update the cache is back', where);
  await world().settle();
  await ana.runs('/incident resolve cache back', where);
  await world().settle();
  expect(dee.directMessages()).toHaveLength(before);
  proves('N6');
});

it('Whoever is in the channel and follows reads nothing twice, and is told so', async () => {
  const { ana, flo } = world();
  const { where } = await declared(world(), 'P1 followed inside');
  await flo.runs('/incident follow', where);
  await world().settle();
  expect(flo.ephemerals(where.in).at(-1)).toMatch(/You are in its channel, where every update is/);
  const before = flo.directMessages().length;
  await ana.runs('/incident update nothing new', where);
  await world().settle();
  expect(flo.directMessages()).toHaveLength(before);
  await flo.runs('/incident', where);
  await world().settle();
  expect(flo.buttons(where)).toContain('[Unfollow]');
});
