import { expect, test } from 'vitest';
import { claimNext, release } from '../../src/jobs/claim-effect.ts';
import { useStage } from './use-stage.ts';

const stage = useStage();

test('several drains of one lane at a time: one does the effect, the others plan nothing', async () => {
  const incident = await stage().declare();
  await stage().settle();
  const { prisma } = stage().ctx.db;
  const at = new Date();
  for (let round = 1; round <= 5; round += 1) {
    const id = `${incident.id}:test ${round}`;
    const times = { dueAt: at, notBefore: at, createdAt: at };
    // Without a job: only the drains of this test know of it.
    await prisma.effect.create({
      data: {
        id,
        lane: id,
        // What it needs is looked up between reading and claiming: the others read it meanwhile.
        needs: `${incident.id}:channel`,
        workspace: incident.workspace,
        incidentId: incident.id,
        type: 'setTopic',
        payload: { type: 'setTopic' },
        state: 'planned',
        ...times,
      },
    });
    const claims = await Promise.all([1, 2, 3].map(() => claimNext(stage().ctx, id)));
    expect(claims.map(({ kind }) => kind).sort()).toEqual(['claimed', 'nothing', 'nothing']);
    expect(await claimNext(stage().ctx, id)).toEqual({ kind: 'nothing' });
    release(stage().ctx, id);
    await prisma.effect.delete({ where: { id } });
  }
});
