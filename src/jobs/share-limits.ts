import type { Ctx } from '../context.ts';
import { shareWait } from '../db/slack-limits.ts';
import type { SlackLimits } from '../slack/client-limits.ts';

/** Tells the other replicas what Slack asked to wait with. Without a database each learns it by itself. */
export function sharedBy(db: Ctx['db'], { log, now }: Pick<Ctx, 'log' | 'now'>): SlackLimits['share'] {
  return async (wait) => {
    try {
      await shareWait(db.pool, wait, now());
    } catch (err) {
      log.warn({ err, key: wait.key }, 'The other replicas do not hear that Slack asked to wait');
    }
  };
}
