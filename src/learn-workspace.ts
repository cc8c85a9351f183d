import { setTimeout as delay } from 'node:timers/promises';
import type { Ctx } from './context.ts';
import { keepWorkspace } from './db/incidents.ts';
import type { Identity } from './slack/identity.ts';
import type { TroubleWatch } from './watch-troubles.ts';

const longestPause = 30_000;

/**
 * Asks until Slack says who the bot is; null when the bot stops before. Runs beside everything else: Slack may be away when
 * the bot starts.
 */
export async function learnWorkspace(ctx: Ctx, troubles: TroubleWatch, signal: AbortSignal): Promise<Identity | null> {
  const { log } = ctx;
  for (let tries = 0; !signal.aborted; tries += 1) {
    const { identity, problem } = await troubles.look();
    if (identity !== null && problem === null) {
      log.info({ team: identity.teamId, botUser: identity.botUserId }, 'Slack knows the bot');
      // Without it a later start could not declare anything while Slack is away.
      await keepWorkspace(ctx.db.prisma, identity.teamId).catch((err: unknown) =>
        log.warn({ err }, 'Which workspace this is could not be kept; the next start asks Slack again'),
      );
      return identity;
    }
    if (tries === 1)
      log.error(
        { problem },
        'Slack does not accept the bot yet; trying on. Check SLACK_BOT_TOKEN when this does not end.',
      );
    await delay(Math.min(longestPause, 1000 * 2 ** tries), undefined, { signal }).catch(() => {}); // aborted: the bot stops
  }
  return null;
}
