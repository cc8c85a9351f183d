import { beforeAll, describe, expect, it } from 'vitest';
import { check, checkAndCount, rules } from '../../chaos/check/check.ts';
import { amiss } from '../../chaos/check/view.ts';
import { tellComplaints } from '../../chaos/check/complaint.ts';
import type { ChaosRecord } from '../../chaos/record.ts';
import { borrowTestDatabase } from '../support/database.ts';
import { genuineRecord } from './genuine.ts';
import { liesOfTheRecord } from './lies-of-the-record.ts';
import { liesOfTheWorld } from './lies-of-the-world.ts';

const lies = [...liesOfTheRecord, ...liesOfTheWorld];

let genuine: ChaosRecord;
beforeAll(async () => {
  const database = await borrowTestDatabase();
  genuine = await genuineRecord(database);
  await database.remove();
}, 180_000);

describe('The checker of chaos', () => {
  it('finds nothing wrong with what the bot really did', async () => {
    expect(tellComplaints(await check(genuine))).toBe('');
  });

  it('has a lie for every rule', () => {
    expect([...new Set(lies.map(({ rule }) => rule))].sort()).toEqual(Object.keys(rules).sort());
  });

  it('counts what it looked at by how it ended, and what a complaint is about as amiss', async () => {
    const { ends } = await checkAndCount(genuine);
    expect(ends.updates).toEqual({ 'once in its channel': 2 });
    expect(ends.files).toEqual({ 'once in its channel': 1 });
    expect(ends.reminders).toMatchObject({ sent: expect.any(Number) });
    expect(ends.steps).toMatchObject({ called: expect.any(Number) });
    expect(ends.pages).toMatchObject({ 'accepted by PagerDuty, and said so': expect.any(Number) });
    expect(JSON.stringify(ends)).not.toContain(amiss);
    const record = structuredClone(genuine);
    record.files = [];
    expect((await checkAndCount(record)).ends.files).toEqual({ [amiss]: 1 });
  });

  it.for(lies)('sees by the rule $rule: $what', async ({ rule, by }) => {
    const record = structuredClone(genuine);
    by(record);
    const found = await check(record);
    expect(found.map((one) => one.rule)).toContain(rule);
  });
});
