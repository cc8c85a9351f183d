import { beforeAll, expect, test } from 'vitest';
import { refreshOnCall } from '../../src/jobs/refresh-on-call.ts';
import { renderOncall } from '../../src/slack/views/ephemeral/oncall.ts';
import { flatten } from '../support/flatten.ts';
import { members, policy } from '../support/policy.ts';
import { runbooksOf } from '../support/runbooks.ts';
import { usePagedStage } from './use-paged-stage.ts';

const on = usePagedStage({ schedules: [{ id: 'PSCHED1', name: 'Primary', oncall: members.dee.replace(/^U/, 'P') }] });
const minute = 60_000;
beforeAll(() => plan('PSCHED1'));

/** The tests' policy, whose commander has a schedule. */
function plan(schedule: string): void {
  const roles = policy.roles.map((role) => (role.key === 'commander' ? { ...role, schedule } : role));
  on.stage.ctx.runbooks = runbooksOf({ ...policy, roles });
}

function onCall(user: string | null): void {
  for (const schedule of on.pagerDuty.account.schedules) schedule.oncall = user;
}

function asked(): number {
  return on.pagerDuty.calls.filter(({ route }) => route === 'GET /oncalls').length;
}

function shown(): string {
  return flatten(renderOncall(on.stage.ctx.runbooks.current.policy, new Map(), on.stage.ctx.now()).blocks);
}

async function called(): Promise<string> {
  const incident = await on.stage.declare({ severity: 'P0' });
  await on.stage.settle();
  const { channel } = await on.stage.incident(incident.id);
  const text = on.stage.sandbox.channel(`#${channel?.name}`).texts().join('\n');
  const by = members.gil;
  await on.stage.command(incident, { type: 'cancel', by, reason: 'other', text: null });
  await on.stage.settle();
  return text;
}

test('whoever is on call by the schedule comes before the primary; PagerDuty is asked once in five minutes', async () => {
  await refreshOnCall(on.stage.ctx);
  await refreshOnCall(on.stage.ctx);
  expect(asked()).toBe(1);
  expect(await called()).toMatch(/I call Dee Novak \(Incident Commander\) now/);
  expect(on.pagerDuty.person('Dee Novak').rang()).toHaveLength(1);
  expect(on.pagerDuty.person('Ana Ruiz').rang()).toEqual([]);
  expect(shown()).toMatch(/Incident Commander\*: @dee, then @ana \(on call, as PagerDuty said less than 1 min ago\)/);
});

test('while PagerDuty is away the last answer stands, with its age', async () => {
  on.stage.forward(20 * minute);
  on.pagerDuty.faults.down();
  await expect(refreshOnCall(on.stage.ctx)).rejects.toThrow(/did not answer/);
  expect(shown()).toMatch(/\(on call, as PagerDuty said 20 min ago; it has not answered since\)/);
  // As after a restart: what was kept is known before anybody is asked.
  plan('PSCHED1');
  await expect(refreshOnCall(on.stage.ctx)).rejects.toThrow(/did not answer/);
  on.pagerDuty.faults.up();
  expect(shown()).toMatch(/@dee/);
});

test('nobody on call: the channel says so, and the primary is called', async () => {
  on.stage.forward(6 * minute);
  onCall(null);
  await refreshOnCall(on.stage.ctx);
  expect(await called()).toMatch(
    /I call Ana Ruiz \(Incident Commander\) now\. Nobody is on call by its schedule in PagerDuty\. The primary of the policy is called instead\./,
  );
  expect(shown()).toMatch(/nobody is on call, as PagerDuty said/);
});

test('somebody on call whom Slack does not know is named as such', async () => {
  on.stage.forward(6 * minute);
  onCall('PPAT003');
  await refreshOnCall(on.stage.ctx);
  expect(await called()).toMatch(/Slack does not know who is on call in PagerDuty\. The primary/);
  expect(shown()).toMatch(/on call is Pat Doe, whom Slack does not know/);
});

test('a schedule that PagerDuty does not know: said so; with no primary the next step of a P0 comes at once', async () => {
  const roles = policy.roles.map((role) =>
    role.key === 'commander' ? { ...role, schedule: 'PNOWHERE', primary: null, secondary: null } : role,
  );
  on.stage.ctx.runbooks = runbooksOf({ ...policy, roles });
  await refreshOnCall(on.stage.ctx);
  const text = await called();
  expect(text).toMatch(
    /Incident Commander is needed, but the policy names nobody\..* PagerDuty does not know its schedule\./,
  );
  expect(text).toMatch(/I call Ben Okafor \(Technical Lead\) now\. Called before its time/);
});
