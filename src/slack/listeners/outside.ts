import { knownNames } from '../../commands/read-names.ts';
import type { Ctx } from '../../context.ts';
import type { Incident } from '../../domain/incident.ts';
import { UserError } from '../../errors.ts';
import { act } from '../act.ts';
import type { ActionCall, Caller, CommandCall } from '../calls.ts';
import { locateIncident, type Where } from '../locate-incident.ts';
import { renderSend } from '../views/ephemeral/send.ts';

/** `/incident send [name]`: the texts for people outside as they read now. */
export async function sendByCommand(ctx: Ctx, call: CommandCall): Promise<void> {
  await show(ctx, call, call, { only: call.rest.trim() || null, replace: false });
}

/** *Texts to send*. */
export async function outsideByButton(ctx: Ctx, call: ActionCall): Promise<void> {
  await show(ctx, call, { ...call.value, channel: call.channel }, { only: null, replace: false });
}

/** *Sent* and *Not sent*, in the channel and in the list that one person sees. */
export async function markSentByButton(ctx: Ctx, call: ActionCall): Promise<void> {
  const { key = '', offer = null, done, here, only = null } = call.value;
  const incident = await act(ctx, call, call.value, {
    type: 'markSent',
    by: call.user,
    key,
    offer,
    sent: done !== 'no',
  });
  if (here !== undefined) await show(ctx, call, { incident: incident.id }, { only, replace: true });
}

type How = { only: string | null; replace: boolean };

async function show(ctx: Ctx, call: Caller, where: Where, { only, replace }: How): Promise<void> {
  const incident = await locateIncident(ctx, call, where);
  const { policy, templates } = await ctx.runbooks.of(incident);
  const wanted = only?.toLowerCase() ?? null;
  const found = policy.outside.find(({ key, name }) => key === wanted || name.toLowerCase() === wanted);
  if (wanted !== null && found === undefined)
    throw new UserError(
      'no-such-text',
      `There is no text “${(only ?? '').slice(0, 60)}” for people outside.`,
      policy.outside.length === 0
        ? 'The policy names none: they stand under `outside` in policy.yaml.'
        : `There are: ${policy.outside.map(({ key }) => key).join(', ')}.`,
    );
  const facts = {
    incident,
    policy,
    now: ctx.now(),
    botUserId: null,
    receipt: [],
    late: null,
    pagerRings: ctx.phone !== null,
    announceChannel: ctx.config.announceChannel,
    names: namesIn(ctx, incident),
    render: templates.renderMessage,
  };
  await call.reply({ ...renderSend(facts, found?.key ?? null), replace });
}

function namesIn(ctx: Ctx, incident: Incident): Record<string, string> {
  const senders = incident.outside.flatMap(({ sentBy }) => sentBy ?? []);
  const people = [
    ...new Set([incident.declaredBy, ...senders, ...Object.values(incident.roles).map(({ user }) => user)]),
  ];
  const name = knownNames(ctx, people);
  return Object.fromEntries(people.flatMap((user) => (name(user) === user ? [] : [[user, name(user)]])));
}
