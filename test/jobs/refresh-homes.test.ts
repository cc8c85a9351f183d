import { expect, test } from 'vitest';
import { enqueueEffects } from '../../src/db/effects.ts';
import { keepHome } from '../../src/db/homes.ts';
import { placeOf } from '../../src/domain/effects.ts';
import { members } from '../support/policy.ts';
import { useStage } from './use-stage.ts';

const stage = useStage();

test('Homes are brought up to date from where Slack asked to wait, each once', async () => {
  const incident = await stage().declare();
  await stage().settle();
  const { ctx, sandbox } = stage();
  const users = [members.ana, members.ben, members.cy, members.dee, members.lena].toSorted();
  for (const user of users)
    await keepHome(ctx.db.prisma, { workspace: incident.workspace, user, incidents: [incident.id], now: ctx.now() });
  const published = (): unknown[] =>
    sandbox.calls.filter(({ method }) => method === 'views.publish').map(({ args }) => args.user_id);
  const end = sandbox.afterCall(({ method }) => {
    if (method === 'views.publish' && published().length === 3)
      sandbox.faults.add({ method, times: 1, fault: { kind: '429', retryAfter: 30 } });
  });
  const effect = { type: 'refreshHomes' } as const;
  const planned = { id: `${incident.id}:again`, effect, ...placeOf(incident.id, effect) };
  await ctx.db.prisma.$transaction((tx) => enqueueEffects(tx, incident, [planned], ctx.now()));
  ctx.nudge();
  await stage().settle();
  end();
  const before = published();
  expect(before.slice(0, 3)).toEqual(users.slice(0, 3));
  stage().forward(40_000);
  await stage().settle();
  expect(published().slice(before.length)).toEqual(users.slice(3));
  const row = await ctx.db.prisma.effect.findUniqueOrThrow({ where: { id: planned.id } });
  expect(row).toMatchObject({ state: 'sent', result: { published: 5 } });
});
