import type { Ctx } from '../../context.ts';

/** The workspace took the bot's token back: whoever runs it has to install it again. */
export async function onTokensRevoked(ctx: Ctx): Promise<void> {
  ctx.log.warn('Slack says that a token of this app was revoked');
}
