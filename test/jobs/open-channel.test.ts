import { expect, it } from 'vitest';
import { readIncident } from '../../src/db/read-plainly.ts';
import { openChannel } from '../../src/jobs/effects/open-channel.ts';
import type { Situation } from '../../src/jobs/effects/effect-job.ts';
import { useWorld } from '../support/use-world.ts';

const world = useWorld();

it('two of one name whose channels were made without an answer find one each, whoever looks first', async () => {
  const { sandbox, bot, settle } = world();
  sandbox.faults.add({ method: 'conversations.create', fault: { kind: 'error', error: 'restricted_action' } });
  for (const who of ['flo', 'ana'] as const)
    await world()[who].runs('/incident declare P1 one name', { in: '#general' });
  await settle();
  sandbox.faults.clear();
  const [first, second] = await situations();
  if (first === undefined || second === undefined) throw new Error('Two were declared.');
  const job = openChannel();
  // Both are asked for, and neither hears of it.
  sandbox.faults.add({ method: 'conversations.create', times: 2, fault: { kind: 'lost-answer' } });
  await expect(job.send(bot.ctx, first)).rejects.toThrow(/error/);
  await expect(job.send(bot.ctx, second)).rejects.toThrow(/error/);
  const name = { state: 'sent', result: { name: expect.stringMatching(/one-name/) } };
  const found = [await job.find(bot.ctx, first), await job.find(bot.ctx, second)];
  expect(found).toMatchObject([name, name]);
  expect(new Set(found.map((one) => JSON.stringify(one))).size).toBe(2);

  async function situations(): Promise<Situation[]> {
    const rows = await bot.ctx.db.prisma.effect.findMany({ where: { type: 'openChannel' }, orderBy: { seq: 'asc' } });
    return Promise.all(
      rows.map(async (row): Promise<Situation> => {
        const incident = await readIncident(bot.ctx.db.plain, row.incidentId ?? '');
        if (incident === null) throw new Error('Its incident is there.');
        return { row, incident, target: null, uncertainSince: bot.ctx.now() };
      }),
    );
  }
});
