import { z } from 'zod';
import { homePublished, type ReadHome, readHome } from '../../commands/read-home.ts';
import type { Ctx } from '../../context.ts';
import { findHomes } from '../../db/homes.ts';
import { UserError } from '../../errors.ts';
import { classifyFailure } from '../../slack/client-errors.ts';
import { errorView } from '../../slack/views/ephemeral/error.ts';
import { homeNotice, renderHome } from '../../slack/views/home.ts';
import { type EffectJob, type Outcome, type Situation, sent } from './effect-job.ts';

const progress = z.object({ upTo: z.string(), published: z.number() }).catch({ upTo: '', published: 0 });

/**
 * Publishes every Home that names the incident again, as its owner may see it now. Doing it twice does no harm. Who cannot have
 * a Home any more keeps none of the others waiting.
 */
export function refreshHomes(): EffectJob {
  async function send(ctx: Ctx, { incident, row }: Situation): Promise<Outcome> {
    const { workspace, id } = incident;
    const users = await findHomes(ctx.db.prisma, { workspace, incident: id });
    let { upTo, published } = progress.parse(row.result);
    for (const user of users.toSorted().filter((one) => one > upTo)) {
      try {
        if (await publish(ctx, { workspace, user })) published += 1;
      } catch (error) {
        // Slack takes some hundred a minute: the next try goes on here.
        await ctx.db.prisma.effect.update({ where: { id: row.id }, data: { result: { upTo, published } } });
        throw error;
      }
      upTo = user;
    }
    return sent({ published });
  }

  return { send, find: async () => null };
}

async function publish(ctx: Ctx, where: { workspace: string; user: string }): Promise<boolean> {
  const { user } = where;
  try {
    const read = await readUnlessRefused(ctx, where);
    if (read instanceof UserError) {
      const view = homeNotice(errorView(read, ctx.config.slackCommand).blocks);
      await ctx.slack.views.publish({ user_id: user, view });
      return true;
    }
    const view = renderHome({ ...read, user, now: ctx.now(), command: ctx.config.slackCommand });
    await ctx.slack.views.publish({ user_id: user, view });
    await homePublished(ctx, where, read);
    return true;
  } catch (error) {
    if (classifyFailure(error, 0)?.kind !== 'giveUp') throw error;
    ctx.log.warn({ err: error, user }, 'a Home could not be brought up to date');
    return false;
  }
}

async function readUnlessRefused(ctx: Ctx, where: { workspace: string; user: string }): Promise<ReadHome | UserError> {
  try {
    return await readHome(ctx, where);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}
