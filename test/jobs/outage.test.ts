import { expect, test } from 'vitest';
import type { Fault } from '../../sandbox/web-api/faults.ts';
import type { EffectModel } from '../../src/db/generated/models.ts';
import type { Incident } from '../../src/domain/incident.ts';
import { members } from '../support/policy.ts';
import { useStage } from './use-stage.ts';

const minutes = 60_000;
const stage = useStage();

async function declareAndSettle(): Promise<Incident> {
  const incident = await stage().declare();
  await stage().settle();
  return incident;
}

async function pages(incident: Incident, user: string): Promise<EffectModel[]> {
  return (await stage().effects(incident)).filter(({ lane, type }) => type === 'page' && lane.endsWith(` ${user}`));
}

const page = { type: 'page', by: members.gil, user: members.dee, why: null } as const;

test.each<[string, Fault]>([
  ['is not to be reached', { kind: 'reset' }],
  ['answers 500', { kind: '500' }],
  ['asks to wait', { kind: '429', retryAfter: 30 }],
])('a page is not given up however long Slack %s', async (_, fault) => {
  const incident = await declareAndSettle();
  stage().sandbox.faults.add({ method: /^(conversations\.(open|history)|chat\.postMessage)$/, fault });
  await stage().command(incident, page);
  await stage().settle();
  const [planned] = await pages(incident, members.dee);
  await stage().ctx.db.prisma.effect.update({ where: { id: planned?.id ?? '' }, data: { attempts: 500 } });

  stage().forward(1 * minutes);
  await stage().settle();
  const [waiting] = await pages(incident, members.dee);
  expect(waiting?.attempts).toBeGreaterThan(500);
  expect(waiting?.state).not.toBe('failed');
  expect((waiting?.notBefore.getTime() ?? 0) - stage().ctx.now().getTime()).toBeLessThanOrEqual(1 * minutes);

  stage().sandbox.faults.clear();
  stage().forward(2 * minutes);
  await stage().settle();
  expect((await pages(incident, members.dee)).map(({ state }) => state)).toEqual(['sent']);
  // Else the next page to Dee would be put into this message.
  await stage().command(incident, { type: 'acknowledge', by: members.dee });
  await stage().settle();
});

test('of pages to somebody who answers before they come, only the latest is sent: they would say the same', async () => {
  const incident = await declareAndSettle();
  stage().sandbox.faults.down();
  await stage().command(incident, page);
  await stage().command(incident, { ...page, why: 'the ledger drifts' });
  await stage().settle();
  await stage().command(incident, { type: 'acknowledge', by: members.dee });
  stage().sandbox.faults.up();
  stage().forward(20_000);
  await stage().settle();

  const sent = (await pages(incident, members.dee)).map(({ state }) => state);
  expect(sent).toEqual(['cancelled', 'sent']);
  const told = stage().sandbox.person('Dee Novak').directMessages().at(-1);
  expect(told?.text).toMatch(/✓ You answered/);
});

test('of late pages to one person the latest is sent, and being informed takes no call’s place', async () => {
  const incident = await declareAndSettle();
  stage().sandbox.faults.down();
  await stage().command(incident, page);
  await stage().command(incident, { ...page, why: 'the ledger drifts' });
  await stage().settle();
  const [, second] = await pages(incident, members.dee);
  const payload = {
    type: 'page',
    user: members.dee,
    title: '',
    notice: { type: 'call', user: members.dee, call: 'inform', why: null, by: null },
  };
  await stage().ctx.db.prisma.effect.create({
    data: {
      id: `${incident.id}:informed`,
      workspace: incident.workspace,
      incidentId: incident.id,
      lane: second?.lane ?? '',
      type: 'page',
      payload,
      state: 'planned',
      dueAt: stage().ctx.now(),
      notBefore: stage().ctx.now(),
      createdAt: stage().ctx.now(),
    },
  });

  stage().forward(3 * minutes);
  await stage().settle();
  stage().sandbox.faults.up();
  stage().forward(1 * minutes);
  await stage().settle();

  const sent = (await pages(incident, members.dee)).map(({ state, error }) => `${state} ${error}`);
  expect(sent).toEqual(['cancelled overtaken by a later reminder', 'sent null', 'sent null']);
});
