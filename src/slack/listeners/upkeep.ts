import { readReviews } from '../../commands/read-reviews.ts';
import { recordReview, snoozeReview, undoReview } from '../../commands/review-runbook.ts';
import type { Ctx } from '../../context.ts';
import { dayOf, mention } from '../../domain/wording.ts';
import type { ActionCall, Caller } from '../calls.ts';
import { refuseUnless } from '../gate.ts';
import type { ParsedReview } from '../parse-review.ts';
import { sentenceView } from '../views/ephemeral/sentence.ts';
import { type ReviewFacts, renderReviewed } from '../views/upkeep.ts';

/** `/incident runbook reviewed [2027-03-01]`, `reviewed undo`, `snooze`. */
export async function reviewByCommand(ctx: Ctx, call: Caller, said: ParsedReview): Promise<void> {
  await refuseUnless(ctx, call, { permission: 'respond', incident: null });
  switch (said.type) {
    case 'reviewed':
      return reviewed(ctx, call, { next: said.next, asked: false });
    case 'undo':
      return undo(ctx, call, null);
    case 'snooze':
      return snoozeReviewByButton(ctx, call);
  }
}

/** *I have read it*. */
export async function reviewedByButton(ctx: Ctx, call: ActionCall): Promise<void> {
  await reviewed(ctx, call, { next: null, asked: true });
}

async function reviewed(ctx: Ctx, call: Caller, how: { next: string | null; asked: boolean }): Promise<void> {
  const before = await recordReview(ctx, call, how);
  const said =
    before === null
      ? 'Recorded: you have read the runbook.'
      : `${mention(before.by)} has read the runbook already, ${dayOf(before.at)}.`;
  await call.reply(renderReviewed(await factsOf(ctx), said));
}

/** *Not read*. */
export async function undoReviewByButton(ctx: Ctx, call: ActionCall): Promise<void> {
  const { review } = call.value;
  await undo(ctx, call, review === undefined ? null : new Date(review));
}

async function undo(ctx: Ctx, call: Caller, which: Date | null): Promise<void> {
  const { by, at } = await undoReview(ctx, call, which);
  const whose = by === call.user ? 'your review' : `the review of ${mention(by)}`;
  await call.reply(sentenceView(`Taken back: ${whose} of ${dayOf(at)} does not count.`));
}

/** *Remind me in 4 weeks*. */
export async function snoozeReviewByButton(ctx: Ctx, call: Caller): Promise<void> {
  const until = await snoozeReview(ctx, call);
  await call.reply(sentenceView(`The reminder to read the runbook is put off until ${dayOf(until)}.`));
}

async function factsOf(ctx: Ctx): Promise<ReviewFacts> {
  return { ...(await readReviews(ctx)), now: ctx.now(), command: ctx.config.slackCommand };
}
