import { readShift } from '../../commands/read-shift.ts';
import type { Ctx } from '../../context.ts';
import { holderOf, nameOf } from '../../domain/incident.ts';
import { type Policy, roleOf } from '../../domain/policy.ts';
import { clockTime } from '../../domain/wording.ts';
import { act, confirm } from '../act.ts';
import type { ActionCall, Caller, CommandCall, ModalCall } from '../calls.ts';
import { actions } from '../ids.ts';
import { locateWithPolicy, type Where } from '../locate-incident.ts';
import { openIncidentForm, targetOf, targetOfCommand } from '../open-incident-form.ts';
import { parsePerson } from '../parse-person.ts';
import { parseRole } from '../parse-role.ts';
import { requireMayTake, requireMember } from '../require-member.ts';
import { refuseStranger } from '../refuse-stranger.ts';
import { sentenceView } from '../views/ephemeral/sentence.ts';
import { roleForm } from '../views/modals/people.ts';

/** `/incident take [role]`: command unless a role is named. */
export async function takeByCommand(ctx: Ctx, call: CommandCall): Promise<void> {
  if (call.rest === '') return take(ctx, call, call, 'commander', null);
  const { incident, policy } = await locateWithPolicy(ctx, call, call);
  await take(ctx, call, { incident: incident.id }, parseRole(call.rest, policy), null);
}

/** *Take command* and its like. */
export async function takeByButton(ctx: Ctx, call: ActionCall): Promise<void> {
  await take(ctx, call, call.value, call.value.role ?? 'commander', null);
}

/** *Take over*, pressed after being told who has the role. */
export async function takeOverByButton(ctx: Ctx, call: ActionCall): Promise<void> {
  await take(ctx, call, call.value, call.value.role ?? 'commander', call.value.from ?? null);
}

/** `/incident takeover [role]`: takes it from whoever has it. */
export async function takeOverByCommand(ctx: Ctx, call: CommandCall): Promise<void> {
  const { incident, policy } = await locateWithPolicy(ctx, call, call);
  const role = call.rest === '' ? 'commander' : parseRole(call.rest, policy);
  await take(ctx, call, { incident: incident.id }, role, holderOf(incident, role));
}

async function take(ctx: Ctx, call: Caller, where: Where, role: string, takeOver: string | null): Promise<void> {
  const before = ctx.now();
  const incident = await act(ctx, call, where, { type: 'takeRole', by: call.user, role, takeOver });
  const { name } = roleOf((await ctx.runbooks.of(incident)).policy, role);
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
  const found = await locateWithPolicy(ctx, call, call);
  const role = call.rest === '' ? null : parseRole(call.rest, found.policy);
  const incident = await act(ctx, call, { incident: found.incident.id }, { type: 'stepDown', by: call.user, role });
  await confirm(call, incident, `You stepped down in ${nameOf(incident)}.`);
}

/** *Step down*. */
export async function stepDownByButton(ctx: Ctx, call: ActionCall): Promise<void> {
  const incident = await act(ctx, call, call.value, { type: 'stepDown', by: call.user, role: call.value.role ?? null });
  await confirm(call, incident, `You stepped down in ${nameOf(incident)}.`);
}

/** `/incident role [role] [@person]`, in either order; alone it opens the form. */
export async function roleByCommand(ctx: Ctx, call: CommandCall): Promise<void> {
  if (call.rest === '') return openRole(ctx, call, targetOfCommand(call));
  const { incident, policy } = await locateWithPolicy(ctx, call, call);
  const { person, role } = readRoleAndPerson(policy, call.rest);
  await assign(ctx, call, { incident: incident.id }, role ?? 'commander', person ?? call.user);
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
  const { policy } = await ctx.runbooks.of(incident);
  const until = incident.handovers[role]?.until;
  const waiting = until === undefined ? '' : ` They have until ${clockTime(until)} to answer.`;
  const note = off ? ` It is outside their working hours (${shift.clock}); I asked anyway.` : '';
  // They are asked by direct message, so nothing in the channel shows it.
  await call.reply(
    sentenceView(
      `I asked <@${person}> to be ${roleOf(policy, role).name} of ${nameOf(incident)}.${note}${waiting} The channel hears if they accept; you hear if they cannot.`,
    ),
  );
}

async function openRole(ctx: Ctx, call: Caller, target: ReturnType<typeof targetOf>): Promise<void> {
  await openIncidentForm(ctx, call, {
    target,
    action: actions.openRole,
    view: (about, _incident, policy) => roleForm(policy, target, about),
  });
}

/** `commander @ben`, in either order, with or without "to". */
export function readRoleAndPerson(policy: Policy, text: string): { person: string | null; role: string | null } {
  const mark = /<@[UW][A-Z0-9]+(?:\|[^>]*)?>|(?:^|\s)@\S+/.exec(text)?.[0].trim() ?? '';
  const person = parsePerson(mark);
  if (person.type === 'stranger') refuseStranger(person.word);
  const words = text
    .replace(mark, ' ')
    .replace(/\bto\b/i, ' ')
    .trim();
  return {
    person: person.type === 'member' ? person.id : null,
    role: words === '' ? null : parseRole(words, policy),
  };
}
