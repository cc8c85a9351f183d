import { expect, it } from 'vitest';
import { declared } from '../support/declared.ts';
import { sizing } from '../support/sized.ts';
import { useWorld } from '../support/use-world.ts';

const world = useWorld({
  saying: (policy) => ({ ...sizing(policy), triage: { ...sizing(policy).triage, ask: 'first update' } }),
});

it('an incident is sized up in the form of the first update, where the policy asks then', async () => {
  const { flo } = world();
  const it = await declared(world(), 'P2 sized up later');
  await flo.clicks('Post update', it.where);
  const first = await flo.seesModal(/Update · INC-\d+/);
  await world().settle();
  first.fill('What do we know?', 'the pool is full');
  first.fill('How many users are affected?', 'all of them');
  await first.submit();
  await world().settle();
  expect(it.headline()).toMatch(/How many users are affected\? all of them/);
  await flo.clicks('Post update', it.where);
  const second = await flo.seesModal(/Update · INC-\d+/);
  await world().settle();
  second.lacks(/How many users/);
  await second.close();
});
