import type { Ctx } from '../../context.ts';
import { nextWorkingDay } from '../../domain/duration.ts';
import { nameOf } from '../../domain/incident.ts';
import { parkedUntil } from '../../domain/parking.ts';
import { act, confirm } from '../act.ts';
import type { ActionCall, Caller, CommandCall, ModalCall } from '../calls.ts';
import { actions } from '../ids.ts';
import type { Where } from '../locate-incident.ts';
import { openIncidentForm, targetOf, targetOfCommand } from '../open-incident-form.ts';
import { parsePerson } from '../parse-person.ts';
import { readWhen, unreadableWhen } from '../parse-when.ts';
import { readText } from '../read-text.ts';
import { refuseStranger } from '../refuse-stranger.ts';
import { requireMember } from '../require-member.ts';
import { zoneOf } from '../zone-of.ts';
import type { FormTarget } from '../views/modals/incident-form.ts';
import { parkForm } from '../views/modals/park.ts';

/** `/incident park until tomorrow 09:00 [@who watches] [what it waits for]`, in the person's zone; alone it opens the form. */
export async function parkByCommand(ctx: Ctx, call: CommandCall): Promise<void> {
  if (call.rest === '') return openPark(ctx, call, targetOfCommand(call));
  const zone = await zoneOf(ctx, call, ctx.runbooks.current.policy);
  const when = readWhen(call.rest, { zone, now: ctx.now(), dayStart: ctx.runbooks.current.policy.businessHours.from });
  if (when === null) throw unreadableWhen(call.rest);
  const person = parsePerson(when.rest);
  if (person.type === 'stranger') refuseStranger(person.word);
  const why = person.rest === '' ? null : await readText(ctx, person.rest);
  await park(ctx, call, call, { until: when.at, watching: person.type === 'member' ? person.id : null, why, zone });
}

/** *Park*. */
export async function openParkForm(ctx: Ctx, call: ActionCall): Promise<void> {
  await openPark(ctx, call, targetOf(call.value, call.channel));
}

/** The submitted form. */
export async function submitPark(ctx: Ctx, call: ModalCall): Promise<void> {
  const { until, watching, why } = call.fields;
  if (!until?.time) throw unreadableWhen('');
  await park(ctx, call, targetOf(call.metadata, null), {
    until: until.time,
    watching: watching?.user ?? null,
    why: why?.text ?? null,
    zone: await zoneOf(ctx, call, ctx.runbooks.current.policy),
  });
}

/** *Wake now*. */
export async function wakeByButton(ctx: Ctx, call: ActionCall): Promise<void> {
  await wake(ctx, call, call.value);
}

/** `/incident wake`. */
export async function wakeByCommand(ctx: Ctx, call: CommandCall): Promise<void> {
  await wake(ctx, call, call);
}

async function wake(ctx: Ctx, call: Caller, where: Where): Promise<void> {
  const incident = await act(ctx, call, where, { type: 'wake', by: call.user });
  await confirm(call, incident, `${nameOf(incident)} is awake; its reminders run again.`);
}

type Parking = { until: Date; watching: string | null; why: string | null; zone: string };

async function park(ctx: Ctx, call: Caller, where: Where, parking: Parking): Promise<void> {
  if (parking.watching !== null) await requireMember(ctx, parking.watching);
  const incident = await act(ctx, call, where, { type: 'park', by: call.user, ...parking });
  await confirm(call, incident, `${nameOf(incident)} is parked until ${parkedUntil(incident) ?? 'then'}.`);
}

async function openPark(ctx: Ctx, call: Caller, target: FormTarget): Promise<void> {
  await openIncidentForm(ctx, call, {
    target,
    action: actions.openPark,
    view: (about, _incident, policy) => parkForm(target, about, nextWorkingDay(ctx.now(), policy)),
  });
}
