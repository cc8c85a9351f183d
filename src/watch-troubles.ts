import { join } from 'node:path';
import type { Ctx } from './context.ts';
import { onlyWorkspace } from './db/incidents.ts';
import { noteTokenTrouble, tellBack, tellMissing } from './jobs/tell-troubles.ts';
import type { IdentityWatch, TokenCheck } from './slack/identity.ts';
import { manifestScopes, missingScopes, scopesRemedy } from './slack/scopes.ts';
import { tokenRemedy } from './slack/token-remedy.ts';

const manifestPath = join(import.meta.dirname, '../manifest.yaml');

/** How often the token and its scopes are looked at. Milliseconds. */
export const lookEvery = 60_000;

/** What keeps Muster itself from its work. */
export type TroubleWatch = {
  /** Asks Slack, logs what changed, and tells the announcements channel what it has not heard. */
  look(): Promise<TokenCheck>;
  /** Scopes of the manifest that were not granted, as far as Slack has said. */
  missing(): string[];
};

/** Looks at the token and at its scopes. */
export function watchTroubles(ctx: Ctx, identity: IdentityWatch): TroubleWatch {
  let missing: string[] = [];
  // Told once in the log; the announcements channel has its own memory in the database.
  let refused: string | null = null;

  async function look(): Promise<TokenCheck> {
    const check = await identity.check();
    const workspace = identity.known()?.teamId ?? (await onlyWorkspace(ctx.db.prisma));
    if (check.refused !== null) {
      if (refused !== check.refused)
        ctx.log.error({ code: check.refused }, `Slack does not accept the bot token. ${tokenRemedy}`);
      refused = check.refused;
      const code = check.refused;
      if (workspace !== null) await attempt(ctx, () => noteTokenTrouble(ctx, workspace, code));
    } else if (check.problem === null && check.identity !== null && workspace !== null) {
      if (refused !== null) ctx.log.info('Slack accepts the bot token again');
      refused = null;
      await hearOfScopes(workspace, check.identity.scopes);
    }
    return check;
  }

  async function hearOfScopes(workspace: string, granted: readonly string[]): Promise<void> {
    const wanted = await manifestScopes(manifestPath);
    const before = missing.join(' ');
    missing = missingScopes([...wanted.keys()], granted);
    if (missing.length > 0 && missing.join(' ') !== before) ctx.log.warn({ missing }, scopesRemedy(missing));
    if (missing.length === 0 && before !== '') ctx.log.info('Slack has granted every scope of the manifest');
    const scopes = missing.map((scope) => ({ scope, reason: wanted.get(scope) ?? '' }));
    await attempt(ctx, () => tellBack(ctx, workspace));
    // Slack does not always say what it granted.
    if (granted.length > 0)
      await attempt(ctx, () => tellMissing(ctx, workspace, { scopes, remedy: scopesRemedy(missing) }));
  }

  return { look, missing: () => missing };
}

/** The announcements channel may be out of reach, too; the next look tries again. */
async function attempt({ log }: Ctx, tell: () => Promise<void>): Promise<void> {
  try {
    await tell();
  } catch (err) {
    log.warn({ err }, 'The announcements channel could not be told what is wrong; tried again in a minute');
  }
}
