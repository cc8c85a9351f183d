import { findAsked } from '../../commands/find-asked.ts';
import { readShift } from '../../commands/read-shift.ts';
import type { Ctx } from '../../context.ts';
import { holderOf, nameOf } from '../../domain/incident.ts';
import { roleOf } from '../../domain/policy.ts';
import { dayTime } from '../../domain/wording.ts';
import { UserError } from '../../errors.ts';
import { act, confirm } from '../act.ts';
import type { ActionCall, Caller, CommandCall, ModalCall } from '../calls.ts';
import { actions } from '../ids.ts';
import { locateWithPolicy, type Where } from '../locate-incident.ts';
import { openIncidentForm, targetOf, targetOfCommand } from '../open-incident-form.ts';
import { takeWord } from '../parse-command.ts';
import { parseRole } from '../parse-role.ts';
import { findWhen } from '../parse-when.ts';
import { requireMember } from '../require-member.ts';
import { zoneOf } from '../zone-of.ts';
import { sentenceView } from '../views/ephemeral/sentence.ts';
import { handoverForm } from '../views/modals/people.ts';
import { assign, readRoleAndPerson } from './roles.ts';

/** `/incident handover [@person] [role] [at 18:00]`: the role that the person has, unless one is named; `handover cancel` calls a planned one off. */
export async function handoverByCommand(ctx: Ctx, call: CommandCall): Promise<void> {
  const { word, rest } = takeWord(call.rest);
  if (word.toLowerCase() === 'cancel') return drop(ctx, call, call, await roleMeant(ctx, call, rest));
  if (call.rest === '') return openHandover(ctx, call, targetOfCommand(call));
  const { incident, policy } = await locateWithPolicy(ctx, call, call);
  const zone = await zoneOf(ctx, call, policy);
  const when = findWhen(call.rest, { zone, now: ctx.now(), dayStart: policy.businessHours.from });
  const { person, role } = readRoleAndPerson(policy, when === null ? call.rest : when.rest);
  if (person === null) return openHandover(ctx, call, { ...targetOfCommand(call), ...(role === null ? {} : { role }) });
  const mine = policy.roles.find(({ key }) => holderOf(incident, key) === call.user);
  await handOver(ctx, call, { incident: incident.id }, role ?? mine?.key ?? 'commander', person, when?.at ?? null);
}

/** *Hand over*. */
export async function openHandoverForm(ctx: Ctx, call: ActionCall): Promise<void> {
  await openHandover(ctx, call, targetOf(call.value, call.channel));
}

/** The submitted form of a handover. */
export async function submitHandover(ctx: Ctx, call: ModalCall): Promise<void> {
  const { role, person, at } = call.fields;
  const target = targetOf(call.metadata, null);
  await handOver(ctx, call, target, role?.choice ?? 'commander', person?.user ?? call.user, at?.time ?? null);
}

/** *Accept* and *Not now*. */
export async function answerHandover(ctx: Ctx, call: ActionCall, accept: boolean): Promise<void> {
  await answer(ctx, call, call.value, call.value.request ?? '', accept);
}

/** `/incident accept` and `/incident decline`: what this person was asked to take over. */
export async function answerByCommand(ctx: Ctx, call: CommandCall, accept: boolean): Promise<void> {
  const asked = await findAsked(ctx, call);
  const [first, another] = asked;
  if (first === undefined)
    throw new UserError(
      'nothing-asked',
      call.number === null ? 'Nobody waits for your answer.' : `Nobody waits for your answer in INC-${call.number}.`,
      'A request may have been answered, or its time was over. To take a role all the same: `take`.',
    );
  if (another !== undefined)
    throw new UserError(
      'asked-twice',
      `You were asked in ${asked.map(({ incident }) => nameOf(incident)).join(' and ')}.`,
      `Say which one: \`${accept ? 'accept' : 'decline'} ${nameOf(first.incident)}\`.`,
    );
  await answer(ctx, call, { incident: first.incident.id }, first.request, accept);
}

async function answer(ctx: Ctx, call: Caller, where: Where, request: string, accept: boolean): Promise<void> {
  const incident = await act(ctx, call, where, { type: 'answerHandover', by: call.user, id: request, accept });
  await confirm(
    call,
    incident,
    accept
      ? `You took over in ${nameOf(incident)}.`
      : `You declined in ${nameOf(incident)}; the role stays where it is.`,
  );
}

/** *Call off the handover*. */
export async function dropHandoverByButton(ctx: Ctx, call: ActionCall): Promise<void> {
  await drop(ctx, call, call.value, call.value.role ?? 'commander');
}

async function handOver(
  ctx: Ctx,
  call: Caller,
  where: Where,
  role: string,
  person: string,
  at: Date | null,
): Promise<void> {
  if (at === null) return assign(ctx, call, where, role, person);
  await requireMember(ctx, person);
  const shift = await readShift(ctx, person, at);
  const offShift = shift === null || shift.working ? null : shift.clock;
  const incident = await act(ctx, call, where, {
    type: 'planHandover',
    by: call.user,
    role,
    to: person,
    at,
    offShift,
  });
  const { policy } = await ctx.runbooks.of(incident);
  const note =
    shift === null
      ? ''
      : shift.working
        ? ` It is ${shift.clock} for them then.`
        : ` That is outside their working hours (${shift.clock}); I ask anyway.`;
  // Nobody but the headline shows it until then.
  await call.reply(
    sentenceView(
      `I will ask <@${person}> ${dayTime(at)} to be ${roleOf(policy, role).name} of ${nameOf(incident)}.${note} Until they accept, the role stays where it is. To call it off: \`${ctx.config.slackCommand} handover cancel\`.`,
    ),
  );
}

async function drop(ctx: Ctx, call: Caller, where: Where, role: string): Promise<void> {
  const incident = await act(ctx, call, where, { type: 'dropHandover', by: call.user, role });
  const { policy } = await ctx.runbooks.of(incident);
  await call.reply(
    sentenceView(
      `The planned handover of ${roleOf(policy, role).name} in ${nameOf(incident)} is called off; the role stays where it is.`,
    ),
  );
}

// Without a word the one that is planned is meant.
async function roleMeant(ctx: Ctx, call: CommandCall, text: string): Promise<string> {
  const { incident, policy } = await locateWithPolicy(ctx, call, call);
  if (text !== '') return parseRole(text, policy);
  return Object.keys(incident.plannedHandovers)[0] ?? 'commander';
}

async function openHandover(ctx: Ctx, call: Caller, target: ReturnType<typeof targetOf>): Promise<void> {
  await openIncidentForm(ctx, call, {
    target,
    action: actions.openHandover,
    view: (about, _incident, policy) => handoverForm(policy, target, about),
  });
}
