import { findNumber, type Named } from '../commands/find-number.ts';
import { noteAction } from '../commands/note-action.ts';
import type { Ctx } from '../context.ts';
import { NotOfThisVersion, newerVersion, UserError } from '../errors.ts';
import { newReference } from '../new-reference.ts';
import type { Said } from './calls.ts';
import { databaseTrouble } from '../database-trouble.ts';
import { longestMessage } from './limits.ts';
import { section } from './views/build-blocks.ts';
import { bugView, databaseView, errorView } from './views/ephemeral/error.ts';
import { writtenBlocks } from './views/ephemeral/written.ts';

/** What went wrong for whom. `written` is what the person typed: it is given back, because Slack has cleared it. */
type Failure = {
  error: unknown;
  route: string;
  user: string;
  workspace: string;
  written: string | null;
  /** The incident that it was about. */
  of: Named;
  reply: (said: Said) => Promise<void>;
};

/** Tells the person what went wrong. Whatever nobody can act on is logged under a reference that the person is shown. */
export async function replyWithError(ctx: Ctx, failure: Failure): Promise<void> {
  const { written, reply } = failure;
  const said = explain(ctx, failure);
  const kept =
    written === null ? [] : [section('You wrote:'), ...writtenBlocks(written, longestMessage - said.text.length - 200)];
  await reply({ ...said, blocks: [...said.blocks, ...kept] });
  await noteRefusal(ctx, failure);
}

/** Notes a refusal in the audit trail, once the person has heard of it. */
export async function noteRefusal(ctx: Ctx, failure: Omit<Failure, 'reply' | 'written'>): Promise<void> {
  const { error, workspace, user, route, of } = failure;
  if (!(error instanceof UserError)) return;
  // Without a database there is no trail either, and noteAction says so.
  const incident = await findNumber(ctx, workspace, of).catch(() => null);
  await noteAction(ctx, { workspace, who: user, action: route, incident, result: error.code });
}

function explain(ctx: Ctx, { error, route, user }: Failure): Said {
  if (error instanceof UserError) {
    ctx.log.info({ route, user, code: error.code }, 'refused');
    return errorView(error, ctx.config.slackCommand);
  }
  if (error instanceof NotOfThisVersion) {
    ctx.log.warn({ err: error, route, user }, 'Somebody asked for what a newer version wrote');
    return errorView(newerVersion(error), ctx.config.slackCommand);
  }
  const reference = newReference();
  ctx.log.error({ err: error, route, user, reference }, 'a listener failed');
  const trouble = databaseTrouble(error);
  return trouble === null ? bugView(reference) : databaseView(trouble, ctx.config.slackCommand);
}
