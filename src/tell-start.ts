import { join, resolve } from 'node:path';
import type { Ctx } from './context.ts';
import { findAnnounceChannel } from './jobs/find-announce-channel.ts';
import { UserError } from './errors.ts';
import type { Identity } from './slack/identity.ts';
import { manifestScopes, scopesRemedy } from './slack/scopes.ts';

const manifestPath = join(import.meta.dirname, '../manifest.yaml');

/** What a start has found: lines for whoever started it. */
export async function tellStart(
  ctx: Ctx,
  found: { identity: Identity; missing: string[]; url: string },
): Promise<string[]> {
  const { config, runbooks } = ctx;
  const { policy } = runbooks.current;
  const { identity, missing, url } = found;
  const announcements = await announcementsLine(ctx);
  const reasons = await manifestScopes(manifestPath);
  const lacking = [
    ...missing.map((scope) => `scope ${scope}: ${reasons.get(scope) ?? ''}`),
    ...(announcements.problem === null ? [] : [announcements.problem]),
  ];
  return [
    `Muster runs in ${identity.team} (${identity.teamId}) as @${identity.botName}.`,
    `  Slack          ${config.slack.appToken === null ? `signed HTTP at ${config.publicUrl ?? url}/slack/events` : 'Socket Mode'}`,
    `  Database       ${config.databaseUrl === null ? `embedded, in ${resolve(config.dataFolder)}; npx muster backup copies it` : `PostgreSQL at ${new URL(config.databaseUrl).host}`}`,
    `  Policy         ${config.runbook} (${policy.organisation}): ${policy.severities.map(({ key }) => key).join(', ')}`,
    `  Announcements  ${announcements.line}`,
    `  Health         ${url}/readyz`,
    ...(config.apiToken === null ? [] : [`  API            ${url}/api/v1`]),
    ...(lacking.length === 0 ? [] : ['Missing:', ...lacking.map((line) => `  ${line}`)]),
    ...(missing.length === 0 ? [] : [scopesRemedy(missing)]),
    `Next: type ${config.slackCommand} in Slack.`,
  ];
}

async function announcementsLine(ctx: Ctx): Promise<{ line: string; problem: string | null }> {
  const wanted = ctx.config.announceChannel;
  if (wanted === null)
    return {
      line: 'none. Set ANNOUNCE_CHANNEL to a channel in which everybody should hear of incidents',
      problem: null,
    };
  const line = /^[CG][A-Z0-9]{6,}$/.test(wanted) ? wanted : `#${wanted}`;
  try {
    await findAnnounceChannel(ctx);
    return { line, problem: null };
  } catch (error) {
    if (error instanceof UserError) return { line, problem: `${error.message} ${error.remedy}` };
    ctx.log.warn({ err: error }, 'The announcements channel could not be looked up');
    return { line, problem: null };
  }
}
