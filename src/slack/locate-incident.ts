import { execute } from '../commands/execute.ts';
import { findByChannel, findByFormerChannel, findById, findByNumber, listOpen } from '../commands/find-incident.ts';
import type { Ctx } from '../context.ts';
import { type Incident, nameOf } from '../domain/incident.ts';
import { missesSign } from '../domain/liveness.ts';
import { isInsider } from '../domain/is-insider.ts';
import type { Policy } from '../domain/policy.ts';
import { UserError } from '../errors.ts';
import type { Caller } from './calls.ts';
import { refuseUnless } from './gate.ts';

/** How an incident is meant: by its id (a button), else by number, else by the channel. */
export type Where = {
  incident?: string | undefined;
  number?: string | number | null | undefined;
  channel?: string | null | undefined;
};

type Asker = Pick<Caller, 'workspace' | 'user' | 'channel'>;

/** The incident that somebody looks at, or a UserError that lists what is open. Its commander is there, then. */
export async function locateIncident(ctx: Ctx, asker: Asker, where: Where): Promise<Incident> {
  const found = await findMeant(ctx, asker, where);
  if (missesSign(found, asker.user, ctx.now()))
    await execute(ctx, { incidentId: found.id, command: { type: 'sign', by: asker.user }, channel: asker.channel });
  return found;
}

/** The same for a command, which is a sign of its own. */
export async function findMeant(ctx: Ctx, asker: Asker, where: Where): Promise<Incident> {
  const found = await meantBy(ctx, asker, where);
  // A refusal that follows is noted with it, also where no number was typed.
  if (ctx.origin?.typed) ctx.origin.typed.incident = found.number;
  return found;
}

async function meantBy(ctx: Ctx, asker: Asker, where: Where): Promise<Incident> {
  const { workspace, user: viewer, channel } = asker;
  await refuseUnless(ctx, asker, { permission: 'see', incident: null });
  if (where.incident !== undefined) {
    const found = await findById(ctx, { id: where.incident, viewer, channel });
    if (found) return found;
    throw await notFound(ctx, asker, 'I cannot find that incident.');
  }
  if (where.number !== undefined && where.number !== null) {
    const found = await findByNumber(ctx, { workspace, number: Number(where.number), viewer, channel });
    if (found) return found;
    throw await notFound(ctx, asker, `There is no INC-${where.number} that you can see.`);
  }
  const found = where.channel ? await findByChannel(ctx, { workspace, channel: where.channel }) : null;
  if (found) {
    await refuseUnless(ctx, asker, { permission: 'see', incident: found });
    return found;
  }
  // Typed outside of Slack, where there is no channel that says which one.
  if (channel === '') return onlyOpen(ctx, asker);
  if (where.channel) await refuseFormerChannel(ctx, asker, where.channel);
  throw await notFound(ctx, asker, 'This is not the channel of an incident.');
}

/** The same with the policy that it goes on by: its words are the ones that a command is read with. */
export async function locateWithPolicy(
  ctx: Ctx,
  asker: Asker,
  where: Where,
): Promise<{ incident: Incident; policy: Policy }> {
  const incident = await locateIncident(ctx, asker, where);
  return { incident, policy: (await ctx.runbooks.of(incident)).policy };
}

/** Refuses a channel whose incident has gone on in private: the others in it must not see that anything is done there. */
export async function refuseFormerChannel(ctx: Ctx, { workspace, user }: Asker, channel: string): Promise<void> {
  const incident = await findByFormerChannel(ctx, { workspace, channel });
  if (incident === null) return;
  const inside = isInsider(incident, user) && incident.channel !== null;
  throw new UserError(
    'incident-moved',
    `${nameOf(incident)} is private now.`,
    inside ? `Its channel is <#${incident.channel?.id}>.` : 'Its members go on in a channel of their own.',
  );
}

async function onlyOpen(ctx: Ctx, asker: Asker): Promise<Incident> {
  const { workspace, user: viewer } = asker;
  const open = await listOpen(ctx, { workspace, viewer, limit: MOST_LISTED });
  const [first, another] = open;
  const command = ctx.config.slackCommand;
  if (first === undefined)
    throw new UserError(
      'no-incident',
      'No incident is open.',
      `To begin one: \`${command} declare\`. For one that is over put its number behind the word, such as \`${command} reopen INC-42\`.`,
    );
  if (another === undefined) return first;
  throw new UserError(
    'which-incident',
    `${open.length === MOST_LISTED ? 'Several incidents are' : `${open.length} incidents are`} open: ${open.map((one) => `${nameOf(one)} (${one.title})`).join(', ')}.`,
    `Put the number behind the word, such as \`${command} update ${nameOf(first)} …\`.`,
  );
}

const MOST_LISTED = 5;

async function notFound(ctx: Ctx, { workspace, user }: Asker, what: string): Promise<UserError> {
  const open = await listOpen(ctx, { workspace, viewer: user, limit: MOST_LISTED });
  const command = ctx.config.slackCommand;
  const [first] = open;
  if (!first) return new UserError('no-incident', what, `Nothing is open. To begin one: \`${command} declare\`.`);
  const listed = open
    .map((incident) => `${nameOf(incident)}${incident.channel ? ` in <#${incident.channel.id}>` : ''}`)
    .join(', ');
  return new UserError(
    'no-incident',
    what,
    `Open now: ${listed}. Ask again there, or put the number behind the word: \`${command} update ${nameOf(first)} …\`.`,
  );
}
