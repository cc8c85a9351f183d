import { beforeAll, describe, expect, it } from 'vitest';
import { check, checkAndCount, rules } from '../../chaos/check/check.ts';
import { amiss } from '../../chaos/check/view.ts';
import { tellComplaints } from '../../chaos/check/complaint.ts';
import type { ChaosRecord } from '../../chaos/record.ts';
import { borrowTestDatabase } from '../support/database.ts';
import { again, edit, later, post } from './forge.ts';
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
    expect(ends.updates).toEqual({ 'once in its channel': 3 });
    expect(ends.files).toEqual({ 'once in its channel': 1 });
    expect(ends.reminders).toMatchObject({ sent: expect.any(Number) });
    expect(ends.steps).toMatchObject({ called: expect.any(Number) });
    expect(ends.pages).toMatchObject({ 'accepted by PagerDuty, and said so': expect.any(Number) });
    expect(JSON.stringify(ends)).not.toContain(amiss);
    const record = structuredClone(genuine);
    record.files = [];
    expect((await checkAndCount(record)).ends.files).toEqual({ [amiss]: 1 });
  });

  it('holds a replica to what another one was told to wait with, but for reading who presses', async () => {
    const call = post(genuine, /reports are late/);
    const asked = { applied: false, told: 'error', error: 'ratelimited', retryAfter: 30 } as const;
    const of = async (method: string) => {
      const record = structuredClone(genuine);
      const told = { ...call, ...asked, method, at: later(call.at, -8000), from: 'another' };
      record.slack.splice(
        record.slack.findIndex(({ ts }) => ts === call.ts),
        0,
        told,
        { ...call, method, ts: null },
      );
      return (await check(record)).map(({ rule }) => rule);
    };
    expect(await of('users.info')).toEqual([]);
    expect(await of('conversations.info')).toEqual(['limits']);
  });

  it('reads what was open until it was made private by when it was posted', async () => {
    const record = structuredClone(genuine);
    const update = post(record, /rolled back to 41 puffin/);
    const at = later(update.at, 60_000);
    edit(record, 'INC-1', ({ incident }) => {
      incident.private = true;
      incident.madePrivate = { at, channel: incident.channel };
    });
    again(record, post(record, /checkout returns 500 kestrel/), { at: later(at, 3000), channel: record.announce });
    const of = async () => (await check(record)).filter(({ rule, when }) => rule === 'privacy' && when !== null);
    const before = await of();
    expect(before.filter(({ when }) => (when ?? '') < later(at, 10_000))).toEqual([]);
    again(record, post(record, /checkout returns 500 kestrel/), { at: later(at, 15_000), channel: record.announce });
    expect(await of()).toHaveLength(before.length + 2); // in the text and in the blocks
    const threads = (await check(record)).filter(({ rule }) => rule === 'updates').map(({ demanded }) => demanded);
    expect(threads).toEqual(['update #2 once under the announcement']);
  });

  it.for(lies)('sees by the rule $rule: $what', async ({ rule, by }) => {
    const record = structuredClone(genuine);
    by(record);
    const found = await check(record);
    expect(found.map((one) => one.rule)).toContain(rule);
  });
});
