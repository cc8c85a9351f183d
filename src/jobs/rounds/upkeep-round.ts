import { readReviews } from '../../commands/read-reviews.ts';
import { localDay, toWorkingTime } from '../../domain/duration.ts';
import { nextLook, remindsNow } from '../../domain/upkeep.ts';
import type { Round } from './round.ts';

/** The runbook itself: whoever owns it is reminded to read it again, once and then weekly. A start looks at once, by the policy as it is now. */
export const upkeepRound: Round = {
  name: 'upkeep',
  first: (ctx, now) => toWorkingTime(now, ctx.runbooks.current.policy),
  next: (ctx, now) => nextLook(ctx.runbooks.current.policy, now),
  due: async (ctx, now) => {
    const { policy, owner, record } = await readReviews(ctx);
    if (!remindsNow(policy, record, now)) return [];
    // Two replicas that look at once plan the same one.
    const id = `review:${localDay(now, policy)}`;
    return [{ id, effect: { type: 'tell', to: owner, about: { type: 'review' } } }];
  },
};
