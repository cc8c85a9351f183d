import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PagerDutySandbox, startPagerDuty } from '../../sandbox/pagerduty/start-pagerduty.ts';
import { refreshOnCall } from '../../src/jobs/refresh-on-call.ts';
import { renderOncall } from '../../src/slack/views/ephemeral/oncall.ts';
import { openTestDatabase } from '../support/database.ts';
import { flatten } from '../support/flatten.ts';
import { members, policy } from '../support/policy.ts';
import { runbooksOf } from '../support/runbooks.ts';
import { type Stage, people, startStage } from './stage.ts';

let pagerDuty: PagerDutySandbox;
let stage: Stage;
let close = async (): Promise<void> => {};
const minute = 60_000;

beforeAll(async () => {
  pagerDuty = await startPagerDuty({
    users: [
      ...people.map(({ id, realName }) => ({
        id: id.replace(/^U/, 'P'),
        name: realName,
        email: `${realName.split(' ')[0]?.toLowerCase()}@example.com`,
      })),
      { id: 'PPAT003', name: 'Pat Doe', email: 'pat@elsewhere.example' },
    ],
    schedules: [{ id: 'PSCHED1', name: 'Primary', oncall: members.dee.replace(/^U/, 'P') }],
  });
  const opened = await openTestDatabase();
  close = opened.close;
  stage = await startStage(opened.database, {
    env: {
      PAGERDUTY_API_URL: pagerDuty.url,
      PAGERDUTY_API_TOKEN: pagerDuty.token,
      PAGERDUTY_FROM_EMAIL: pagerDuty.fromEmail,
      PAGERDUTY_SERVICE: pagerDuty.serviceId,
    },
  });
  plan('PSCHED1');
});
afterAll(async () => {
  await stage.close();
  await pagerDuty.close();
  await close();
});

/** The tests' policy, whose commander has a schedule. */
function plan(schedule: string): void {
  const roles = policy.roles.map((role) => (role.key === 'commander' ? { ...role, schedule } : role));
  stage.ctx.runbooks = runbooksOf({ ...policy, roles });
}

function onCall(user: string | null): void {
  for (const schedule of pagerDuty.account.schedules) schedule.oncall = user;
}

function asked(): number {
  return pagerDuty.calls.filter(({ route }) => route === 'GET /oncalls').length;
}

function shown(): string {
  return flatten(renderOncall(stage.ctx.runbooks.current.policy, new Map(), stage.ctx.now()).blocks);
}

async function called(): Promise<string> {
  const incident = await stage.declare({ severity: 'P0' });
  await stage.settle();
  const { channel } = await stage.incident(incident.id);
  const text = stage.sandbox.channel(`#${channel?.name}`).texts().join('\n');
  const by = members.gil;
  await stage.command(incident, { type: 'cancel', by, reason: 'other', text: null });
  await stage.settle();
  return text;
}

test('whoever is on call by the schedule comes before the primary; PagerDuty is asked once in five minutes', async () => {
  await refreshOnCall(stage.ctx);
  await refreshOnCall(stage.ctx);
  expect(asked()).toBe(1);
  expect(await called()).toMatch(/I call Dee Novak \(Incident Commander\) now/);
  expect(pagerDuty.person('Dee Novak').rang()).toHaveLength(1);
  expect(pagerDuty.person('Ana Ruiz').rang()).toEqual([]);
  expect(shown()).toMatch(/Incident Commander\*: @dee, then @ana \(on call, as PagerDuty said less than 1 min ago\)/);
});

test('while PagerDuty is away the last answer stands, with its age', async () => {
  stage.forward(20 * minute);
  pagerDuty.faults.down();
  await expect(refreshOnCall(stage.ctx)).rejects.toThrow(/did not answer/);
  expect(shown()).toMatch(/\(on call, as PagerDuty said 20 min ago; it has not answered since\)/);
  // As after a restart: what was kept is known before anybody is asked.
  plan('PSCHED1');
  await expect(refreshOnCall(stage.ctx)).rejects.toThrow(/did not answer/);
  pagerDuty.faults.up();
  expect(shown()).toMatch(/@dee/);
});

test('nobody on call: the channel says so, and the primary is called', async () => {
  stage.forward(6 * minute);
  onCall(null);
  await refreshOnCall(stage.ctx);
  expect(await called()).toMatch(
    /I call Ana Ruiz \(Incident Commander\) now\. Nobody is on call by its schedule in PagerDuty\. The primary of the policy is called instead\./,
  );
  expect(shown()).toMatch(/nobody is on call, as PagerDuty said/);
});

test('somebody on call whom Slack does not know is named as such', async () => {
  stage.forward(6 * minute);
  onCall('PPAT003');
  await refreshOnCall(stage.ctx);
  expect(await called()).toMatch(/Slack does not know who is on call in PagerDuty\. The primary/);
  expect(shown()).toMatch(/on call is Pat Doe, whom Slack does not know/);
});

test('a schedule that PagerDuty does not know: said so; with no primary the next step of a P0 comes at once', async () => {
  const roles = policy.roles.map((role) =>
    role.key === 'commander' ? { ...role, schedule: 'PNOWHERE', primary: null, secondary: null } : role,
  );
  stage.ctx.runbooks = runbooksOf({ ...policy, roles });
  await refreshOnCall(stage.ctx);
  const text = await called();
  expect(text).toMatch(
    /Incident Commander is needed, but the policy names nobody\..* PagerDuty does not know its schedule\./,
  );
  expect(text).toMatch(/I call Ben Okafor \(Technical Lead\) now\. Called before its time/);
});
