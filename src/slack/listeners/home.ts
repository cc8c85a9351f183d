import { z } from 'zod';
import { homePublished, readHome } from '../../commands/read-home.ts';
import type { Ctx } from '../../context.ts';
import { UserError } from '../../errors.ts';
import type { EventCall } from '../calls.ts';
import { databaseTrouble } from '../../database-trouble.ts';
import { errorView } from '../views/ephemeral/error.ts';
import { homeAway, homeNotice, renderHome } from '../views/home.ts';

const opened = z.object({ user: z.string(), tab: z.string() });

/** Somebody opened the app: its Home is published as things stand. */
export async function onHomeOpened(ctx: Ctx, call: EventCall): Promise<void> {
  const { user, tab } = opened.parse(call.event);
  if (tab === 'home') await showHome(ctx, { workspace: call.workspace, user });
}

/** Publishes somebody's Home anew. Lost when Slack does not take it: opening it again shows it. */
export async function showHome(ctx: Ctx, where: { workspace: string; user: string }): Promise<void> {
  try {
    // It may have become private on the way: whoever brings the Homes up to date may have been faster than this one.
    if (!(await publish(ctx, where))) await publish(ctx, where);
  } catch (error) {
    ctx.log.warn({ err: error, user: where.user }, 'a Home could not be published');
  }
}

/** False when what was published must not stay as it is. */
async function publish(ctx: Ctx, where: { workspace: string; user: string }): Promise<boolean> {
  const { user } = where;
  const read = await readOrSay(ctx, where);
  if ('said' in read) {
    await ctx.slack.views.publish({ user_id: user, view: read.said });
    return true;
  }
  const view = renderHome({ ...read, user, now: ctx.now(), command: ctx.config.slackCommand });
  await ctx.slack.views.publish({ user_id: user, view });
  return homePublished(ctx, where, read);
}

async function readOrSay(ctx: Ctx, where: { workspace: string; user: string }) {
  const command = ctx.config.slackCommand;
  try {
    return await readHome(ctx, where);
  } catch (error) {
    if (error instanceof UserError) return { said: homeNotice(errorView(error, command).blocks) };
    const trouble = databaseTrouble(error);
    if (trouble === null) throw error;
    ctx.log.error({ err: error, user: where.user }, 'a Home could not be read');
    return { said: homeAway() };
  }
}
