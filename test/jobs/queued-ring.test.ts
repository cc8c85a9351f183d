import { expect, test } from 'vitest';
import { startPagerDuty } from '../../sandbox/pagerduty/start-pagerduty.ts';
import { openTestDatabase } from '../support/database.ts';
import { members } from '../support/policy.ts';
import { startStage } from './stage.ts';

test('with a routing key alone a page is called queued, and is acknowledged and resolved by its key', async () => {
  const pagerDuty = await startPagerDuty({ users: [{ id: 'PANY001', name: 'Any Body', email: 'any@example.com' }] });
  const { database, close } = await openTestDatabase();
  const stage = await startStage(database, {
    env: { PAGERDUTY_EVENTS_URL: pagerDuty.url, PAGERDUTY_ROUTING_KEY: pagerDuty.routingKey },
  });
  pagerDuty.faults.add({ method: 'POST /v2/enqueue', times: 1, fault: { kind: 'lost-answer' } });
  const incident = await stage.declare({ severity: 'P1' });
  await stage.settle();
  stage.forward(30_000);
  await stage.settle();
  const { channel } = await stage.incident(incident.id);
  stage.sandbox.channel(`#${channel?.name}`).shows(/Queued by PagerDuty .*: it pages whom its own policy names\./);
  expect(pagerDuty.account.incidents.map(({ status }) => status)).toEqual(['triggered']);

  await stage.command(incident, { type: 'acknowledge', by: members.ana });
  await stage.settle();
  expect(pagerDuty.account.incidents.map(({ status }) => status)).toEqual(['acknowledged']);
  const by = members.gil;
  await stage.command(incident, { type: 'resolve', by, what: null, fix: null, customers: null, owner: null });
  await stage.settle();
  expect(pagerDuty.account.incidents.map(({ status }) => status)).toEqual(['resolved']);
  expect(pagerDuty.failures).toEqual([]);
  await stage.close();
  await pagerDuty.close();
  await close();
});
