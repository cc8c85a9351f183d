import type { Ctx } from '../../context.ts';

/** The workspace took the bot's token back: whoever runs it has to install it again. */
export async function onTokensRevoked(ctx: Ctx): Promise<void> {
  ctx.log.error(
    'Slack revoked the bot token: install the app again under "OAuth & Permissions" and set SLACK_BOT_TOKEN',
  );
}
