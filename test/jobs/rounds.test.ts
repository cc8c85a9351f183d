import { expect, it } from 'vitest';
import { recordReview, undoReview } from '../../src/commands/review-runbook.ts';
import { readReviews } from '../../src/commands/read-reviews.ts';
import type { Ctx } from '../../src/context.ts';
import type { Upkeep } from '../../src/domain/runbook-parts.ts';
import { goRound, planRounds } from '../../src/jobs/rounds/go-round.ts';
import { members, policy } from '../support/policy.ts';
import { runbooksOf } from '../support/runbooks.ts';
import { startStage } from './stage.ts';
import { useStage } from './use-stage.ts';
import { proves } from '../promises/proves.ts';

const stage = useStage();
const day = 24 * 60 * 60_000;
const always = { days: [1, 2, 3, 4, 5, 6, 7], from: 0, to: 24 * 60 };

/** The same bot with another runbook, as after a start with an edited policy. */
function by(ctx: Ctx, upkeep: Partial<Upkeep>): Ctx {
  const whole = { next: null, after: [], also: [], owner: null, ...upkeep };
  return { ...ctx, runbooks: runbooksOf({ ...policy, timezone: 'UTC', businessHours: always, upkeep: whole }) };
}

const look = (ctx: Ctx) => goRound(ctx, { round: 'upkeep' });
const asker = (delivery: string) => ({ user: members.ana, workspace: stage().sandbox.teamId, delivery });

function reminders(): string[] {
  const { messages } = stage().sandbox.channel('#incidents').raw;
  return messages.map(({ text }) => text).filter((text) => /runbook of/.test(text));
}

it('the runbook is asked for once by two replicas that look at once, and weekly until somebody has read it', async () => {
  const { ctx, sandbox, settle, forward } = stage();
  const other = await startStage(ctx.db, { sandboxFrom: sandbox, processId: 'replica' });
  const due = { next: '2026-01-02' };
  await Promise.all([look(by(ctx, due)), look(by(other.ctx, due)), look(by(ctx, due))]);
  // The workers go on by their own runbook, which says nothing of it: what was planned is told all the same.
  await settle();
  expect(reminders()).toHaveLength(1);
  forward(6 * day);
  await look(by(ctx, due));
  await settle();
  expect(reminders()).toHaveLength(1);
  forward(day);
  await look(by(other.ctx, due));
  await settle();
  expect(reminders()).toHaveLength(2);
  // Two who press at once: one has read it.
  const [first, second] = await Promise.all([
    recordReview(by(ctx, due), asker('1'), { next: null, asked: true }),
    recordReview(by(other.ctx, due), asker('2'), { next: null, asked: true }),
  ]);
  expect([first?.by ?? null, second?.by ?? null].toSorted()).toEqual([members.ana, null].toSorted());
  await settle();
  forward(8 * day);
  await look(by(ctx, due));
  await settle();
  expect(reminders()).toHaveLength(2);
  await other.close();
  proves('T15');
});

it('another date in the policy plans it anew, and a look that is planned already is moved forward', async () => {
  const { ctx, settle } = stage();
  await recordReview(by(ctx, {}), asker('3'), { next: null, asked: false });
  const before = reminders().length;
  const passed = new Date(ctx.now().getTime() - 2 * day).toISOString().slice(0, 10);
  const edited = by(ctx, { next: passed });
  await planRounds(edited);
  const rows = await ctx.db.prisma.$queryRaw<{ runAt: Date }[]>`
    SELECT run_at AS "runAt" FROM graphile_worker._private_jobs WHERE key = 'round:upkeep'`;
  expect(rows.every(({ runAt }) => runAt <= ctx.now())).toBe(true);
  await look(edited);
  await settle();
  expect(reminders()).toHaveLength(before + 1);
  // Kept for the next start, which reads the same record.
  await undoReview(edited, asker('4'));
  await look(edited);
  await settle();
  expect(reminders()).toHaveLength(before + 1);
});

it('after an incident that asks for it, the next morning; of private ones nobody hears', async () => {
  const { ctx, forward, declare, command } = stage();
  const after = by(ctx, { after: ['P1'] });
  await recordReview(after, asker('5'), { next: null, asked: false });
  const before = await planned();
  const resolve = { type: 'resolve', by: members.gil, what: null, fix: null, customers: null, owner: null } as const;
  await command(await declare({ private: true, severity: 'P1' }), resolve);
  await command(await declare({ severity: 'P2' }), resolve);
  forward(8 * day);
  await look(after);
  expect(await planned()).toBe(before);
  await command(await declare({ severity: 'P1' }), resolve);
  await look(after);
  expect(await planned()).toBe(before);
  forward(day);
  await look(after);
  expect(await planned()).toBe(before + 1);
});

it('a reminder that Slack refuses is tried again a week later, not every morning', async () => {
  const { ctx, settle, forward, sandbox } = stage();
  const due = by(ctx, { next: ctx.now().toISOString().slice(0, 10) });
  sandbox.faults.add({ method: 'chat.postMessage', times: 1, fault: { kind: 'error', error: 'is_archived' } });
  await look(due);
  await settle();
  const [shown, after] = [reminders().length, await planned()];
  forward(day);
  await look(due);
  expect(await planned()).toBe(after);
  forward(6 * day);
  await look(due);
  await settle();
  expect(reminders()).toHaveLength(shown + 1);
});

/** How many reminders are on their way or there. */
function planned(): Promise<number> {
  return stage().ctx.db.prisma.effect.count({ where: { incidentId: null, type: 'tell' } });
}

it('to take a review back takes back that one, once, and none of those before it', async () => {
  const { ctx, forward } = stage();
  for (const delivery of ['early', 'middle', 'late']) {
    forward(day);
    await recordReview(ctx, asker(delivery), { next: null, asked: false });
  }
  const of = async () => (await readReviews(ctx)).record.reviewed;
  const late = await of();
  // The same command comes twice.
  const twice = [await undoReview(ctx, asker('undo late')), await undoReview(ctx, asker('undo late'))];
  expect(twice.map(({ at }) => at)).toEqual([late?.at, late?.at]);
  const middle = await of();
  expect(middle?.at.getTime()).toBeLessThan((late?.at.getTime() ?? 0) - day / 2);
  // An old button, pressed when that was done already, or when somebody has read it since.
  await expect(undoReview(ctx, asker('old button'), late?.at)).rejects.toThrow('That review was taken back already.');
  await recordReview(ctx, asker('later'), { next: null, asked: false });
  await expect(undoReview(ctx, asker('older button'), middle?.at)).rejects.toThrow('has read the runbook since');
  expect((await undoReview(ctx, asker('its button'), (await of())?.at)).by).toBe(members.ana);
  expect((await of())?.at).toEqual(middle?.at);
});
