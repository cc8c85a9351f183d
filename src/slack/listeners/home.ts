import { z } from 'zod';
import { readHome } from '../../commands/read-home.ts';
import { knownNames } from '../../commands/read-names.ts';
import type { Ctx } from '../../context.ts';
import { holderOf } from '../../domain/incident.ts';
import { UserError } from '../../errors.ts';
import type { EventCall } from '../calls.ts';
import { databaseTrouble } from '../database-trouble.ts';
import { refuseUnless } from '../gate.ts';
import { databaseView, errorView } from '../views/ephemeral/error.ts';
import { homeNotice, renderHome } from '../views/home.ts';

const opened = z.object({ user: z.string(), tab: z.string() });

/** Somebody opened the app: its Home is published as things stand. */
export async function onHomeOpened(ctx: Ctx, call: EventCall): Promise<void> {
  const { user, tab } = opened.parse(call.event);
  if (tab === 'home') await showHome(ctx, { workspace: call.workspace, user });
}

/** Publishes somebody's Home anew. Lost when Slack does not take it: opening it again shows it. */
export async function showHome(ctx: Ctx, where: { workspace: string; user: string }): Promise<void> {
  const { user } = where;
  try {
    await ctx.slack.views.publish({ user_id: user, view: await homeView(ctx, where) });
  } catch (error) {
    ctx.log.warn({ err: error, user }, 'a Home could not be published');
  }
}

async function homeView(ctx: Ctx, where: { workspace: string; user: string }) {
  try {
    await refuseUnless(ctx, where, { permission: 'see', incident: null });
    const home = await readHome(ctx, where);
    const { policy, config } = ctx;
    const commanders = [...home.mine, ...home.others].flatMap((incident) => holderOf(incident, 'commander') ?? []);
    const nameOf = knownNames(ctx, commanders);
    const names = Object.fromEntries(commanders.flatMap((id) => (nameOf(id) === id ? [] : [[id, nameOf(id)]])));
    return renderHome({ user: where.user, home, policy, now: ctx.now(), command: config.slackCommand, names });
  } catch (error) {
    if (error instanceof UserError) return homeNotice(errorView(error, ctx.config.slackCommand).blocks);
    const trouble = databaseTrouble(error);
    if (trouble === null) throw error;
    ctx.log.error({ err: error, user: where.user }, 'a Home could not be read');
    return homeNotice(databaseView('unreachable', ctx.config.slackCommand).blocks);
  }
}
