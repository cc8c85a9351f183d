import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { declareIncident } from '../../src/commands/declare-incident.ts';
import { execute } from '../../src/commands/execute.ts';
import { makeRunbooks, type Runbooks } from '../../src/commands/make-runbooks.ts';
import type { Ctx } from '../../src/context.ts';
import { dropUnusedVersions, keepVersion } from '../../src/db/runbook-versions.ts';
import { minutes } from '../../src/domain/duration.ts';
import type { Incident } from '../../src/domain/incident.ts';
import { loadRunbook, readKeptRunbook, type Runbook } from '../../src/policy/load-runbook.ts';
import { makeContext } from '../support/context.ts';
import { openTestDatabase } from '../support/database.ts';
import { declaration } from '../support/incident.ts';
import { members } from '../support/policy.ts';

const now = new Date('2026-03-02T03:01:00Z');
let at = now;
let ctx: Ctx;
let close: () => Promise<void>;
let base: Runbook;

beforeAll(async () => {
  const opened = await openTestDatabase();
  ctx = await makeContext(opened.database, { now });
  close = opened.close;
  base = await loadRunbook('test/support/runbooks/full');
});
afterAll(() => close());
beforeEach(async () => {
  await ctx.db.pool.query('DELETE FROM incident');
  await ctx.db.pool.query('DELETE FROM runbook_version');
});

/** The same runbook with a line more. */
function edited(lines: string): Promise<Runbook> {
  return readKeptRunbook({ ...base.files, 'policy.yaml': `${base.files['policy.yaml']}\n${lines}\n` });
}

const told: string[] = [];
function startedWith(loaded: Runbook): Runbooks {
  told.length = 0;
  return makeRunbooks({ db: ctx.db, now: () => at, loaded, whenUnreadable: ({ problem }) => told.push(problem) });
}

let deliveries = 0;
async function declaredUnder(runbook: Runbook): Promise<Incident> {
  deliveries += 1;
  ctx.runbooks = startedWith(runbook);
  const { id: _id, number: _number, similar: _similar, ...input } = declaration({ severity: 'P1' });
  const made = await declareIncident(ctx, { ...input, delivery: `V${deliveries}` });
  if (made === null) throw new Error('It was declared before');
  return made;
}

describe('An incident', () => {
  it('goes on by the runbook that it was declared under, whatever the folder says by now', async () => {
    const incident = await declaredUnder(base);
    const later = startedWith(await edited('reminders: { silence: 9h }'));
    expect(later.current.policy.silence).toBe(minutes(540));
    const own = await later.of(incident);
    expect(own.hash).toBe(base.hash);
    expect(own.policy.silence).toBe(base.policy.silence);
    const next = await declaredUnder(await edited('reminders: { silence: 9h }'));
    const runbookOf = await ctx.runbooks.ofAll([incident, next]);
    expect([incident, next].map((one) => runbookOf(one).policy.silence)).toEqual([base.policy.silence, minutes(540)]);
  });

  it('is decided by it, while who may do what is up to the current one', async () => {
    const incident = await declaredUnder(base);
    ctx.runbooks = startedWith(await edited('permissions: { respond: [declarer] }'));
    const command = { type: 'note', by: members.ana, text: 'hello' } as const;
    await expect(execute(ctx, { incidentId: incident.id, command })).rejects.toThrow(/only whoever declared it/);
  });

  it('goes on by the current one when it is from before versions were kept', async () => {
    const incident = await declaredUnder(base);
    const current = await edited('reminders: { silence: 9h }');
    expect((await startedWith(current).of({ ...incident, runbook: '' })).policy.silence).toBe(minutes(540));
  });

  it('goes on by the current one when its own cannot be read any more, and whoever runs the bot hears it once', async () => {
    const incident = { ...(await declaredUnder(base)), severity: 'P9', runbook: 'broken' };
    await keepVersion(ctx.db.prisma, { hash: 'broken', files: { 'policy.yaml': 'nonsense: 1' }, now });
    const runbooks = startedWith(base);
    const { hash, policy } = await runbooks.of(incident);
    await runbooks.of(incident);
    expect(hash).toBe(base.hash);
    expect(told).toEqual([expect.stringContaining('nonsense is not a key here')]);
    // What the current one lacks of the incident calls nobody.
    expect(policy.severities.find(({ key }) => key === 'P9')).toMatchObject({ ladder: [], invite: [] });
    expect((await runbooks.of({ ...incident, runbook: 'lost' })).hash).toBe(base.hash);
    expect(told).toHaveLength(2);
  });

  it('finds whom Slack knows by an e-mail address in its own version, too', async () => {
    const incident = await declaredUnder(base);
    const runbooks = startedWith(await edited('reminders: { silence: 9h }'));
    const vp = runbooks.current.policy.people['vp-engineering'];
    if (vp === undefined) throw new Error('The policy names no vp-engineering');
    runbooks.learn({ ...runbooks.current.policy, people: { 'vp-engineering': { ...vp, slack: 'U01ELI0001' } } });
    const own = await runbooks.of(incident);
    expect(own.hash).toBe(base.hash);
    expect(own.policy.people['vp-engineering']).toMatchObject({ email: 'eli@example.com', slack: 'U01ELI0001' });
  });
});

it('Who is on duty follows the clock, in the version that an incident goes on by as well', async () => {
  const turns = '[{ commander: ben }, { commander: cy }]';
  const inTurns = await edited(`rotation: { starts: 2026-02-23, every: 1 week, turns: ${turns} }`);
  const incident = await declaredUnder(inTurns);
  const later = startedWith(await edited('reminders: { silence: 9h }'));
  const commander = async () => (await later.of(incident)).policy.roles.find(({ key }) => key === 'commander')?.primary;
  expect(await commander()).toBe('cy');
  at = new Date('2026-03-09T12:00:00Z');
  expect(await commander()).toBe('ben');
  expect(later.current.policy.roles.find(({ key }) => key === 'commander')?.primary).toBe('ana');
  at = now;
});

describe('A version', () => {
  it('is stored once, however many replicas start with it', async () => {
    await Promise.all([1, 2, 3].map(() => keepVersion(ctx.db.prisma, { ...base, now })));
    expect(await ctx.db.prisma.runbookVersion.count()).toBe(1);
  });

  it('goes when no incident goes on by it and it is not the current one', async () => {
    await declaredUnder(base);
    const [unused, current] = [await edited('reminders: { silence: 8h }'), await edited('reminders: { silence: 9h }')];
    for (const version of [unused, current]) await keepVersion(ctx.db.prisma, { ...version, now });
    expect(await dropUnusedVersions(ctx.db.prisma, current.hash)).toBe(1);
    const left = await ctx.db.prisma.runbookVersion.findMany({ select: { hash: true } });
    expect(left.map(({ hash }) => hash).toSorted()).toEqual([base.hash, current.hash].toSorted());
  });

  it('comes back with the next declaration under it', async () => {
    await declaredUnder(base);
    expect(await ctx.db.prisma.runbookVersion.count({ where: { hash: base.hash } })).toBe(1);
  });
});
