import { randomInt } from 'node:crypto';
import type { Ctx } from '../context.ts';
import { UserError } from '../errors.ts';
import type { Said } from './calls.ts';
import { databaseTrouble } from './database-trouble.ts';
import { bugView, databaseView, errorView } from './views/ephemeral/error.ts';

/** Tells the person what went wrong. Whatever nobody can act on is logged under a reference that the person is shown. */
export async function replyWithError(
  ctx: Ctx,
  input: { error: unknown; route: string; user: string; reply: (said: Said) => Promise<void> },
): Promise<void> {
  const { error, route, user, reply } = input;
  if (error instanceof UserError) {
    ctx.log.info({ route, user, code: error.code }, 'refused');
    await reply(errorView(error, ctx.config.slackCommand));
    return;
  }
  const reference = newReference();
  ctx.log.error({ err: error, route, user, reference }, 'a listener failed');
  const trouble = databaseTrouble(error);
  await reply(trouble === null ? bugView(reference) : databaseView(trouble, ctx.config.slackCommand));
}

// Without letters and digits that look alike: people read it out.
const letters = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';

/** Six letters to find a line of the log by. */
export function newReference(): string {
  return Array.from({ length: 6 }, () => letters[randomInt(letters.length)]).join('');
}
