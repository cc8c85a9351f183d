import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type NewIncident, declareIncident } from '../../src/commands/declare-incident.ts';
import { draftPostMortem } from '../../src/commands/draft-post-mortem.ts';
import { execute } from '../../src/commands/execute.ts';
import { mergeIncidents, partIncidents } from '../../src/commands/merge-incidents.ts';
import { readTimeline } from '../../src/commands/read-timeline.ts';
import type { Ctx } from '../../src/context.ts';
import { loadIncident } from '../../src/db/incidents.ts';
import { readAllEntries } from '../../src/db/timeline.ts';
import type { Incident } from '../../src/domain/incident.ts';
import { firstFault } from '../../src/domain/verify-record.ts';
import { makeContext } from '../support/context.ts';
import { openTestDatabase } from '../support/database.ts';
import { members } from '../support/policy.ts';

const { ana, gil } = members;
let ctx: Ctx;
let close: () => Promise<void>;
const clock = { now: new Date('2026-03-02T03:01:00Z') };
let press = 0;
let workspace = '';

beforeAll(async () => {
  const opened = await openTestDatabase();
  ctx = await makeContext(opened.database, clock);
  close = opened.close;
});
afterAll(() => close());
beforeEach(() => {
  workspace = `T${++press}`;
  clock.now = new Date('2026-03-02T03:01:00Z');
});

async function declareOne(changes: Partial<NewIncident> = {}): Promise<Incident> {
  const incident = await declareIncident(ctx, {
    workspace,
    title: 'Checkout returns 500',
    severity: 'P0',
    affected: null,
    impact: null,
    exposure: false,
    private: false,
    drill: false,
    declaredBy: gil,
    commander: null,
    source: null,
    delivery: `press ${++press}`,
    ...changes,
  });
  if (incident === null) throw new Error('It was recorded before');
  return incident;
}

const merge = (from: Incident, into: Incident, delivery = `press ${++press}`) =>
  mergeIncidents(ctx, { from: from.id, into: into.id, by: ana, delivery, channel: null });

async function now(incident: Incident): Promise<Incident> {
  const found = await loadIncident(ctx.db.prisma, incident.id);
  if (found === null) throw new Error('It is gone');
  return found;
}

async function kindsOf(incident: Incident): Promise<string[]> {
  const entries = await readAllEntries(ctx.db.prisma, incident.id);
  expect(firstFault(entries, (await now(incident)).head)).toBeNull();
  return entries.map(({ kind }) => kind).filter((kind) => /merge|absorbed|released|reopened/.test(kind));
}

describe('merging', () => {
  it('changes both in one transaction, or neither', async () => {
    const [a, b] = [await declareOne(), await declareOne()];
    await merge(b, a);
    expect([(await now(a)).absorbed.map(({ id }) => id), (await now(b)).merged?.into.id]).toEqual([[b.id], a.id]);
    expect([await kindsOf(a), await kindsOf(b)]).toEqual([['absorbed'], ['merged']]);

    const drill = await declareOne({ drill: true });
    const before = [await now(a), await now(drill)];
    await expect(merge(drill, a)).rejects.toThrow(/never merged/);
    expect([await now(a), await now(drill)]).toEqual(before);
  });

  it('is done once for a double click, and for two people who press at once', async () => {
    const [a, b] = [await declareOne(), await declareOne()];
    const results = await Promise.all([merge(b, a, 'same'), merge(b, a, 'same'), merge(b, a)]);
    expect(results.filter(({ done }) => done)).toHaveLength(1);
    expect([await kindsOf(a), await kindsOf(b)]).toEqual([['absorbed'], ['merged']]);
  });

  it('into each other at once leaves one that goes on, and tells the second why not', async () => {
    for (let n = 0; n < 5; n += 1) {
      const [a, b] = [await declareOne(), await declareOne()];
      const results = await Promise.allSettled([merge(a, b), merge(b, a)]);
      expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      const refused = results.find((one) => one.status === 'rejected');
      expect(String(refused?.reason)).toMatch(/was merged into INC-\d+ already .*: they are one incident/);
      expect([await now(a), await now(b)].map(({ status }) => status).sort()).toEqual(['investigating', 'merged']);
    }
  });

  it('of many into one at once loses none and deadlocks nobody', async () => {
    const all = await Promise.all(Array.from({ length: 6 }, () => declareOne()));
    const [a, ...others] = all;
    if (a === undefined) throw new Error('There is none');
    await Promise.all(others.map((other) => merge(other, a)));
    expect((await now(a)).absorbed).toHaveLength(5);
    await kindsOf(a);
  });

  it('into one that was merged goes to where that one went', async () => {
    const [a, b, c] = [await declareOne(), await declareOne(), await declareOne()];
    await merge(b, a);
    const { survivor, done } = await merge(c, b);
    expect([survivor.id, done]).toEqual([a.id, true]);
    expect((await now(a)).absorbed.map(({ id }) => id)).toEqual([b.id, c.id]);
    expect((await merge(c, b)).done).toBe(false);
  });

  it('needs both to be open', async () => {
    const [a, b] = [await declareOne(), await declareOne()];
    await merge(b, a);
    const c = await declareOne();
    await expect(merge(b, c)).rejects.toThrow(/INC-2 was merged into INC-1/);
    expect((await now(c)).absorbed).toEqual([]);
  });
});

describe('the record of the one that goes on', () => {
  const note = (incident: Incident, text: string) =>
    execute(ctx, { incidentId: incident.id, command: { type: 'note', by: ana, text } });
  const wait = (ms: number) => {
    clock.now = new Date(clock.now.getTime() + ms);
  };

  async function notesOf(incident: Incident): Promise<string[]> {
    const { pages } = await readTimeline(ctx, { incidentId: incident.id, page: 1 });
    const all = [];
    for (let page = 1; page <= pages; page += 1)
      all.push(...(await readTimeline(ctx, { incidentId: incident.id, page })).entries);
    expect(all.map(({ of, seq }) => `${of} ${seq}`)).toEqual([...new Set(all.map(({ of, seq }) => `${of} ${seq}`))]);
    return all.flatMap(({ kind, of, body }) => (kind === 'note' ? [`${of ?? 'own'}: ${String(body?.['text'])}`] : []));
  }

  it('is one stream in the order of time, page by page, through a chain of merges', async () => {
    const [a, b, c] = [await declareOne(), await declareOne(), await declareOne()];
    const expected: string[] = [];
    for (let n = 0; n < 30; n += 1) {
      wait(1000);
      const [own, of] = (
        [
          [a, 'own'],
          [b, 'INC-2'],
          [c, 'INC-3'],
        ] as const
      )[n % 3] ?? [a, 'own'];
      await note(own, `note ${n}`);
      expected.push(`${of}: note ${n}`);
    }
    await merge(c, b);
    await merge(b, a);
    expect(await notesOf(a)).toEqual(expected);
    expect((await readTimeline(ctx, { incidentId: a.id, page: null })).pages).toBeGreaterThan(2);
  });

  it('loses what an undo takes out, keeps what a reopening leaves, and nothing that comes after it', async () => {
    const [a, b, c] = [await declareOne(), await declareOne(), await declareOne()];
    await note(b, 'undone');
    await note(c, 'left');
    await merge(b, a);
    await merge(c, a);
    const back = (incident: Incident, how: 'undo' | 'reopen') =>
      partIncidents(ctx, {
        incidentId: incident.id,
        by: ana,
        delivery: `press ${++press}`,
        channel: null,
        how,
        why: null,
      });
    await back(b, 'undo');
    wait(31 * 60_000);
    await back(c, 'reopen');
    await note(c, 'later');
    expect(await notesOf(a)).toEqual(['INC-3: left']);
  });

  it('shows nothing of one that was made private since', async () => {
    const [a, b] = [await declareOne(), await declareOne()];
    await note(b, 'secret');
    await merge(b, a);
    const state = JSON.stringify({ ...(await now(b)), private: true });
    await ctx.db.pool.query('UPDATE incident SET private = true, state = $1 WHERE id = $2', [state, b.id]);
    expect(await notesOf(a)).toEqual([]);
  });

  it('is in the post-mortem, marked with its number', async () => {
    const [a, b] = [await declareOne(), await declareOne()];
    await note(b, 'the cache was cold');
    await merge(b, a);
    const { markdown } = await draftPostMortem(ctx, { incidentId: a.id, effectId: 'none' });
    expect(markdown).toMatch(/INC-2: .*noted: the cache was cold/);
  });
});

describe('taking a merge back', () => {
  const part = (incident: Incident, how: 'undo' | 'reopen') =>
    partIncidents(ctx, {
      incidentId: incident.id,
      by: ana,
      delivery: `press ${++press}`,
      channel: null,
      how,
      why: null,
    });

  it('frees both, and one press of two is enough', async () => {
    const [a, b] = [await declareOne(), await declareOne()];
    await merge(b, a);
    const results = await Promise.allSettled([part(b, 'undo'), part(b, 'undo')]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect([(await now(a)).absorbed, (await now(b)).status]).toEqual([[], 'investigating']);
    expect([await kindsOf(a), await kindsOf(b)]).toEqual([
      ['absorbed', 'released'],
      ['merged', 'mergeUndone'],
    ]);
  });

  it('after half an hour is a reopening: what was recorded until then stays with the other', async () => {
    const [a, b] = [await declareOne(), await declareOne()];
    await merge(b, a);
    const { seq } = (await now(b)).head;
    clock.now = new Date(clock.now.getTime() + 31 * 60_000);
    await expect(part(b, 'undo')).rejects.toThrow(/can be undone for 30 minutes/);
    await part(b, 'reopen');
    expect((await now(a)).absorbed).toMatchObject([{ id: b.id, until: seq }]);
    expect(await now(b)).toMatchObject({ status: 'investigating', merged: null });
  });
});
