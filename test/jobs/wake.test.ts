import { expect, test } from 'vitest';
import { wake } from '../../src/jobs/wake.ts';
import { plus } from '../../src/domain/duration.ts';
import { members } from '../support/policy.ts';
import { useStage } from './use-stage.ts';

const stage = useStage();

test('nobody is called later because Slack does not say where somebody else works', async () => {
  const incident = await stage().declare();
  await stage().settle();
  const due = plus(stage().ctx.now(), 3 * 24 * 60 * 60_000);
  // Nothing of the worker's own is under way while it is looked at.
  await stage().worker.stop();
  const task = {
    type: 'addTask',
    by: members.gil,
    kind: 'action',
    text: 'Add an alert',
    owner: members.lena,
    due,
  } as const;
  await stage().command(incident, task);
  stage().sandbox.faults.add({ method: 'users.info', fault: { kind: 'slow', ms: 5000 } });
  const before = performance.now();
  await wake(stage().ctx, { incidentId: incident.id });
  expect(performance.now() - before).toBeLessThan(3000);
  expect((await stage().incident(incident.id)).digest.zones).toEqual({ [members.lena]: null });
});
