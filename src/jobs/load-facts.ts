import type { Ctx } from '../context.ts';
import type { Notice } from '../domain/notices.ts';
import type { Facts } from '../slack/views/facts.ts';
import { knownBotUser } from './bot-user.ts';
import type { Situation } from './effects/effect-job.ts';
import { receiptLines } from './receipt-lines.ts';

/** A message that comes more than this after it was due says so. Milliseconds. */
const lateAfter = 2 * 60_000;

/** What a notice is rendered from, now. `sentAt` is when it was first posted, on an edit; null when it is posted now. */
export async function factsFor(
  ctx: Ctx,
  { row, incident }: Situation,
  notice: Notice,
  sentAt: Date | null,
): Promise<Facts> {
  const now = ctx.now();
  const delay = (sentAt ?? now).getTime() - row.dueAt.getTime();
  return {
    incident,
    policy: ctx.policy,
    now,
    botUserId: knownBotUser(ctx.slack),
    receipt: notice.type === 'receipt' ? await receiptLines(ctx, incident) : [],
    late: delay > lateAfter ? row.dueAt : null,
    pagerRings: ctx.pager.rings,
    announceChannel: ctx.config.announceChannel,
    sentAt,
  };
}
