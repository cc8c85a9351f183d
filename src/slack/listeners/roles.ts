import { readShift } from '../../commands/read-shift.ts';
import type { Ctx } from '../../context.ts';
import { nameOf } from '../../domain/incident.ts';
import { roleOf } from '../../domain/policy.ts';
import { clockTime } from '../../domain/wording.ts';
import { act, confirm } from '../act.ts';
import type { ActionCall, Caller, CommandCall, ModalCall } from '../calls.ts';
import { actions } from '../ids.ts';
import type { Where } from '../locate-incident.ts';
import { openIncidentForm, targetOf, targetOfCommand } from '../open-incident-form.ts';
import { parsePerson } from '../parse-person.ts';
import { parseRole } from '../parse-role.ts';
import { requireMayTake, requireMember } from '../require-member.ts';
import { refuseStranger } from '../refuse-stranger.ts';
import { sentenceView } from '../views/ephemeral/sentence.ts';
import { roleForm } from '../views/modals/people.ts';

/** `/incident take [role]`: command unless a role is named. */
export async function takeByCommand(ctx: Ctx, call: CommandCall): Promise<void> {
  const role = call.rest === '' ? 'commander' : parseRole(call.rest, ctx.policy);
  await take(ctx, call, call, role, null);
}

/** *Take command* and its like. */
export async function takeByButton(ctx: Ctx, call: ActionCall): Promise<void> {
  await take(ctx, call, call.value, call.value.role ?? 'commander', null);
}

/** *Take over*, pressed after being told who has the role. */
export async function takeOverByButton(ctx: Ctx, call: ActionCall): Promise<void> {
  await take(ctx, call, call.value, call.value.role ?? 'commander', call.value.from ?? null);
}

async function take(ctx: Ctx, call: Caller, where: Where, role: string, takeOver: string | null): Promise<void> {
  const before = ctx.now();
  const incident = await act(ctx, call, where, { type: 'takeRole', by: call.user, role, takeOver });
  const { name } = roleOf(ctx.policy, role);
  const since = incident.roles[role]?.since ?? before;
  if (since < before) {
    // Nothing changes, so nothing in the channel shows that the press was heard.
    await call.reply(sentenceView(`You are ${name} of ${nameOf(incident)} already, since ${clockTime(since)}.`));
    return;
  }
  await confirm(call, incident, `You are ${name} of ${nameOf(incident)}.`);
}

/** `/incident stepdown [role]`: the role may be left out by who has only one. */
export async function stepDownByCommand(ctx: Ctx, call: CommandCall): Promise<void> {
  const role = call.rest === '' ? null : parseRole(call.rest, ctx.policy);
  const incident = await act(ctx, call, call, { type: 'stepDown', by: call.user, role });
  await confirm(call, incident, `You stepped down in ${nameOf(incident)}.`);
}

/** *Step down*. */
export async function stepDownByButton(ctx: Ctx, call: ActionCall): Promise<void> {
  const incident = await act(ctx, call, call.value, { type: 'stepDown', by: call.user, role: call.value.role ?? null });
  await confirm(call, incident, `You stepped down in ${nameOf(incident)}.`);
}

/** `/incident role [role] [@person]`, in either order; alone it opens the form. */
export async function roleByCommand(ctx: Ctx, call: CommandCall): Promise<void> {
  const { person, role } = readRoleAndPerson(ctx, call.rest);
  if (person === null && role === null) return openRole(ctx, call, targetOfCommand(call));
  await assign(ctx, call, call, role ?? 'commander', person ?? call.user);
}

/** *Assign a role*. */
export async function openRoleForm(ctx: Ctx, call: ActionCall): Promise<void> {
  await openRole(ctx, call, targetOf(call.value, call.channel));
}

/** The submitted form of roles. */
export async function submitRole(ctx: Ctx, call: ModalCall): Promise<void> {
  await assign(
    ctx,
    call,
    targetOf(call.metadata, null),
    call.fields.role?.choice ?? 'commander',
    call.fields.person?.user ?? call.user,
  );
}

/** To oneself at once; anybody else is asked, because nobody gets a role without a press of their own. */
export async function assign(ctx: Ctx, call: Caller, where: Where, role: string, person: string): Promise<void> {
  if (person === call.user) return take(ctx, call, where, role, null);
  await requireMember(ctx, person);
  await requireMayTake(ctx, person);
  const shift = await readShift(ctx, person, ctx.now());
  const off = shift !== null && !shift.working;
  const offShift = off ? shift.clock : null;
  const incident = await act(ctx, call, where, { type: 'requestHandover', by: call.user, role, to: person, offShift });
  const until = incident.handovers[role]?.until;
  const waiting = until === undefined ? '' : ` They have until ${clockTime(until)} to answer.`;
  const note = off ? ` It is outside their working hours (${shift.clock}); I asked anyway.` : '';
  // They are asked by direct message, so nothing in the channel shows it.
  await call.reply(
    sentenceView(
      `I asked <@${person}> to be ${roleOf(ctx.policy, role).name} of ${nameOf(incident)}.${note}${waiting} The channel hears if they accept; you hear if they cannot.`,
    ),
  );
}

async function openRole(ctx: Ctx, call: Caller, target: ReturnType<typeof targetOf>): Promise<void> {
  await openIncidentForm(ctx, call, {
    target,
    action: actions.openRole,
    view: (about) => roleForm(ctx.policy, target, about),
  });
}

/** `commander @ben`, in either order, with or without "to". */
export function readRoleAndPerson(ctx: Ctx, text: string): { person: string | null; role: string | null } {
  const mark = /<@[UW][A-Z0-9]+(?:\|[^>]*)?>|(?:^|\s)@\S+/.exec(text)?.[0].trim() ?? '';
  const person = parsePerson(mark);
  if (person.type === 'stranger') refuseStranger(person.word);
  const words = text
    .replace(mark, ' ')
    .replace(/\bto\b/i, ' ')
    .trim();
  return {
    person: person.type === 'member' ? person.id : null,
    role: words === '' ? null : parseRole(words, ctx.policy),
  };
}
