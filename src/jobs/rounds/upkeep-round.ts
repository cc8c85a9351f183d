import { readReviews } from '../../commands/read-reviews.ts';
import { toWorkingTime } from '../../domain/duration.ts';
import { nextLook, reminderKey } from '../../domain/upkeep.ts';
import type { Round } from './round.ts';

/** The runbook itself: whoever owns it is reminded to read it again, once and then weekly. A start looks at once, by the policy as it is now. */
export const upkeepRound: Round = {
  name: 'upkeep',
  first: (ctx, now) => toWorkingTime(now, ctx.runbooks.current.policy),
  next: (ctx, now) => nextLook(ctx.runbooks.current.policy, now),
  due: async (ctx, now) => {
    const { policy, owner, record } = await readReviews(ctx);
    const key = reminderKey(policy, record, now);
    return key === null
      ? []
      : [{ id: `review:${key}`, effect: { type: 'tell', to: owner, about: { type: 'review' } } }];
  },
};
