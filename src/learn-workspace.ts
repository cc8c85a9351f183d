import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { keepOwnTeam } from './commands/own-team.ts';
import type { Ctx } from './context.ts';
import type { IdentityWatch } from './slack/identity.ts';
import { manifestScopes, missingScopes, scopesRemedy } from './slack/scopes.ts';

const manifestPath = join(import.meta.dirname, '../manifest.yaml');
const longestPause = 30_000;

/**
 * Asks until Slack says who the bot is, then compares what was granted with the manifest. Answers the scopes that are
 * missing. Runs beside everything else: Slack may be away when the bot starts.
 */
export async function learnWorkspace(ctx: Ctx, watch: IdentityWatch, signal: AbortSignal): Promise<string[]> {
  const { log } = ctx;
  for (let tries = 0; !signal.aborted; tries += 1) {
    const { identity, problem } = await watch.check();
    if (identity !== null && problem === null) {
      keepOwnTeam(ctx, identity.teamId);
      const missing = missingScopes(await manifestScopes(manifestPath), identity.scopes);
      if (missing.length > 0) log.warn({ missing }, scopesRemedy(missing));
      log.info({ team: identity.teamId, botUser: identity.botUserId }, 'Slack knows the bot');
      return missing;
    }
    if (tries === 1)
      log.error(
        { problem },
        'Slack does not accept the bot yet; trying on. Check SLACK_BOT_TOKEN when this does not end.',
      );
    await delay(Math.min(longestPause, 1000 * 2 ** tries), undefined, { signal }).catch(() => {}); // aborted: the bot stops
  }
  return [];
}
