import type { Ctx } from '../context.ts';
import { isFirstDelivery } from '../db/deliveries.ts';
import type { Tx } from '../db/incidents.ts';
import { enqueueOwn, latestTold } from '../db/own-effects.ts';
import { latestReview, latestUndone, lockReviews, readUpkeep } from '../db/reviews.ts';
import { nextWorkingDay, plus } from '../domain/duration.ts';
import { type Reviewed, reviewDue, upkeepOf } from '../domain/upkeep.ts';
import { dayOf, mention } from '../domain/wording.ts';
import { UserError } from '../errors.ts';
import { readReviews } from './read-reviews.ts';

/** Who says something of the runbook itself; `delivery` makes a redelivered press harmless. */
export type ReviewAsker = { user: string; workspace: string; delivery: string };

// Older reminders are out of sight.
const mostEdited = 4;
const fourWeeks = 28 * 24 * 60 * 60_000;

/**
 * Somebody has read the runbook again. `next`: the day that they name for the next time, as YYYY-MM-DD. `asked`: by the button of
 * a reminder, which somebody may have pressed before; answers who has.
 */
export async function recordReview(
  ctx: Ctx,
  { user, workspace, delivery }: ReviewAsker,
  { next, asked }: { next: string | null; asked: boolean },
): Promise<Reviewed | null> {
  const { policy, owner } = await readReviews(ctx);
  const upkeep = upkeepOf(policy);
  return change(ctx, delivery, async (tx) => {
    if (asked) {
      const record = await readUpkeep(tx, upkeep, owner);
      if (record.reviewed !== null && reviewDue(policy, record, ctx.now()) === null) return record.reviewed;
    }
    const row = { by: user, at: ctx.now(), next, policyNext: upkeep.next };
    await tx.runbookReview.createMany({
      data: [{ id: `reviewed ${delivery}`, workspace, kind: 'reviewed', ...row }],
      skipDuplicates: true,
    });
    return null;
  });
}

/** The latest review was none; `which` is the one that a pressed button showed. Answers it, also when the same press comes again. */
export async function undoReview(
  ctx: Ctx,
  { user, workspace, delivery }: ReviewAsker,
  which: Date | null = null,
): Promise<Reviewed> {
  return change(ctx, delivery, async (tx) => {
    const again = !(await isFirstDelivery(tx, workspace, delivery, ctx.now()));
    const undone = again ? await latestUndone(tx, user) : null;
    if (undone !== null) return undone;
    const found = await latestReview(tx);
    if (which !== null && found?.at.getTime() !== which.getTime()) throw notLatest(found, which);
    if (found === null)
      throw new UserError('no-review', 'Nobody has said that the runbook was read.', 'To say so: `runbook reviewed`.');
    await tx.runbookReview.update({ where: { id: found.id }, data: { undoneBy: user, undoneAt: ctx.now() } });
    return found;
  });
}

function notLatest(found: Reviewed | null, which: Date): UserError {
  return found !== null && found.at > which
    ? new UserError(
        'reviewed-since',
        `${mention(found.by)} has read the runbook since (${dayOf(found.at)}), which is what counts.`,
        'To take that back: `runbook reviewed undo`.',
      )
    : new UserError(
        'review-undone',
        'That review was taken back already.',
        'To say that it was read: `runbook reviewed`.',
      );
}

/** No reminder comes for four weeks. Answers until when. */
export async function snoozeReview(ctx: Ctx, { user, workspace, delivery }: ReviewAsker): Promise<Date> {
  const { policy, record } = await readReviews(ctx);
  if (reviewDue(policy, record, ctx.now()) === null) throw notDue(record.reviewed);
  const now = ctx.now();
  const until = nextWorkingDay(plus(now, fourWeeks), policy);
  return change(ctx, delivery, async (tx) => {
    const row = { by: user, at: now, until };
    await tx.runbookReview.createMany({
      data: [{ id: `snoozed ${delivery}`, workspace, kind: 'snoozed', ...row }],
      skipDuplicates: true,
    });
    return until;
  });
}

function notDue(reviewed: Reviewed | null): UserError {
  const read = reviewed === null ? '' : ` ${mention(reviewed.by)} read it ${dayOf(reviewed.at)}.`;
  return new UserError(
    'review-not-due',
    `The runbook need not be read now.${read}`,
    'There is no reminder to put off.',
  );
}

/** In one transaction with the edits of the reminders that show it. */
async function change<T>(ctx: Ctx, delivery: string, make: (tx: Tx) => Promise<T>): Promise<T> {
  const now = ctx.now();
  const made = await ctx.db.prisma.$transaction(async (tx) => {
    await lockReviews(tx);
    const result = await make(tx);
    const told = await latestTold(tx, 'review', mostEdited);
    await enqueueOwn(
      tx,
      told.map(({ id: target }) => ({ id: `${target}>retell.${delivery}`, effect: { type: 'retell', target } })),
      now,
    );
    return result;
  });
  ctx.nudge();
  return made;
}
