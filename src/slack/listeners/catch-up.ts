import { readCatchUp } from '../../commands/read-catch-up.ts';
import { knownNames } from '../../commands/read-names.ts';
import type { Ctx } from '../../context.ts';
import type { Incident } from '../../domain/incident.ts';
import type { ActionCall, Caller, CommandCall } from '../calls.ts';
import { locateIncident, type Where } from '../locate-incident.ts';
import type { Rendered } from '../views/build-blocks.ts';
import { renderCatchUp } from '../views/ephemeral/catch-up.ts';

/** `/incident catchup`. */
export async function catchUpByCommand(ctx: Ctx, call: CommandCall): Promise<void> {
  await catchUp(ctx, call, call);
}

/** *Catch me up*. */
export async function catchUpByButton(ctx: Ctx, call: ActionCall): Promise<void> {
  await catchUp(ctx, call, { ...call.value, channel: call.channel });
}

async function catchUp(ctx: Ctx, call: Caller, where: Where): Promise<void> {
  const incident = await locateIncident(ctx, call, where);
  await call.reply(await catchUpView(ctx, incident, call.channel));
}

/** Tells who came late by themselves how things stand, in the channel where they are. Lost when Slack does not take it: the button stays. */
export async function catchUpJoiner(ctx: Ctx, incident: Incident, user: string): Promise<void> {
  const channel = incident.channel?.id;
  if (channel === undefined) return;
  try {
    await ctx.slack.chat.postEphemeral({ channel, user, ...(await catchUpView(ctx, incident, channel)) });
  } catch (error) {
    ctx.log.warn({ err: error, user }, 'a late joiner could not be caught up');
  }
}

async function catchUpView(ctx: Ctx, incident: Incident, here: string | null): Promise<Rendered> {
  const { phone, config } = ctx;
  const { policy } = await ctx.runbooks.of(incident);
  const told = await readCatchUp(ctx, incident);
  const facts = { incident, policy, now: ctx.now(), botUserId: null, receipt: [], late: null };
  const names = namesOf(ctx, [incident.declaredBy, ...told.tried.flatMap(({ by }) => by ?? [])]);
  const shown = { ...facts, pagerRings: phone !== null, announceChannel: config.announceChannel, names };
  return renderCatchUp(shown, told, here);
}

function namesOf(ctx: Ctx, users: string[]): Record<string, string> {
  const nameOf = knownNames(ctx, users);
  return Object.fromEntries(users.flatMap((user) => (nameOf(user) === user ? [] : [[user, nameOf(user)]])));
}
