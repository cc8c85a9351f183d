import { afterAll, beforeAll, expect, it } from 'vitest';
import { declareIncident } from '../../src/commands/declare-incident.ts';
import { execute } from '../../src/commands/execute.ts';
import { refuseMisfit } from '../../src/commands/refuse-misfit.ts';
import type { Ctx } from '../../src/context.ts';
import { makeContext } from '../support/context.ts';
import { openTestDatabase } from '../support/database.ts';
import { declaration } from '../support/incident.ts';
import { members, policy } from '../support/policy.ts';

let ctx: Ctx;
let close: () => Promise<void>;

beforeAll(async () => {
  const opened = await openTestDatabase();
  ctx = await makeContext(opened.database, { now: new Date('2026-03-02T03:01:00Z') });
  close = opened.close;
});
afterAll(() => close());

it('a policy that lost a severity or a role of an open incident is refused, by incident and key', async () => {
  const { id: _id, number: _number, similar: _similar, ...input } = declaration({ severity: 'P3' });
  const incident = await declareIncident(ctx, { ...input, delivery: 'V1' });
  const incidentId = incident?.id ?? '';
  await execute(ctx, { incidentId, command: { type: 'takeRole', by: members.cy, role: 'comms', takeOver: null } });
  await expect(refuseMisfit(ctx)).resolves.toBeUndefined();
  const severities = policy.severities.filter((severity) => severity.key !== 'P3');
  await expect(refuseMisfit({ ...ctx, policy: { ...policy, severities } })).rejects.toThrow(
    /^INC-1 is P3, a severity that the policy no longer has\.$/,
  );
  const roles = policy.roles.filter((role) => role.key !== 'comms');
  await expect(refuseMisfit({ ...ctx, policy: { ...policy, roles } })).rejects.toThrow(
    /INC-1 has somebody as comms, a role/,
  );
  await execute(ctx, { incidentId, command: { type: 'cancel', by: members.cy, reason: 'other', text: null } });
  await expect(refuseMisfit({ ...ctx, policy: { ...policy, severities } })).resolves.toBeUndefined();
});
