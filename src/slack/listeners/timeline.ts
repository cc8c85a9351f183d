import { readTimeline } from '../../commands/read-timeline.ts';
import type { Ctx } from '../../context.ts';
import { momentNames, nameOf } from '../../domain/incident.ts';
import { act } from '../act.ts';
import type { ActionCall, Caller, CommandCall, FieldErrors, ModalCall } from '../calls.ts';
import { actions } from '../ids.ts';
import { locateIncident, type Where } from '../locate-incident.ts';
import { openIncidentForm, targetOf, targetOfCommand } from '../open-incident-form.ts';
import { parseMoment } from '../parse-moment.ts';
import { readText } from '../read-text.ts';
import { zoneOf } from '../zone-of.ts';
import { recordOf } from './merge.ts';
import { sentenceView } from '../views/ephemeral/sentence.ts';
import { renderTimelinePage } from '../views/ephemeral/timeline-page.ts';
import type { FormTarget } from '../views/modals/incident-form.ts';
import { momentLabels } from '../../domain/moment-labels.ts';
import { momentForm, noteForm, ownPrefix } from '../views/modals/timeline.ts';

/** `/incident timeline [page]`: the latest page unless one is named. */
export async function timelineByCommand(ctx: Ctx, call: CommandCall): Promise<void> {
  const page = /^\d{1,6}$/.test(call.rest) ? Number(call.rest) : null;
  await showTimeline(ctx, call, call, page, false);
}

/** *Timeline*, and the buttons that turn its pages. */
export async function timelineByButton(ctx: Ctx, call: ActionCall): Promise<void> {
  const { page } = call.value;
  // A page is only turned in the answer that one person sees; the headline must not be replaced.
  await showTimeline(ctx, call, call.value, page === undefined ? null : Number(page), page !== undefined);
}

async function showTimeline(
  ctx: Ctx,
  call: Caller,
  where: Where,
  page: number | null,
  replace: boolean,
): Promise<void> {
  const incident = await locateIncident(ctx, call, where);
  const read = await readTimeline(ctx, { incidentId: incident.id, page });
  const { policy } = await ctx.runbooks.of(incident);
  await call.reply({ ...renderTimelinePage(incident, read, { policy, now: ctx.now() }), replace });
}

/** `/incident note <text>`; alone it opens the form. */
export async function noteByCommand(ctx: Ctx, call: CommandCall): Promise<void> {
  if (call.rest === '') return openNote(ctx, call, targetOfCommand(call));
  await note(ctx, call, call, await readText(ctx, call.rest));
}

/** *Note*. */
export async function openNoteForm(ctx: Ctx, call: ActionCall): Promise<void> {
  await openNote(ctx, call, targetOf(call.value, call.channel));
}

async function openNote(ctx: Ctx, call: Caller, target: FormTarget): Promise<void> {
  await openIncidentForm(ctx, call, { target, action: actions.openNote, view: (about) => noteForm(target, about) });
}

/** The submitted note. */
export async function submitNote(ctx: Ctx, call: ModalCall): Promise<void> {
  await note(ctx, call, targetOf(call.metadata, null), call.fields.text?.text ?? '');
}

async function note(ctx: Ctx, call: Caller, where: Where, text: string): Promise<void> {
  const place = await locateIncident(ctx, call, { channel: call.channel, ...where });
  const to = { incident: (await recordOf(ctx, place)).id };
  const incident = await act(ctx, call, to, { type: 'note', by: call.user, text });
  await call.reply(sentenceView(`Noted on the timeline of ${nameOf(incident)}.`));
}

/** `/incident moment detected 02:48`, in the person's own zone; alone it opens the form. */
export async function momentByCommand(ctx: Ctx, call: CommandCall): Promise<void> {
  if (call.rest === '') return openMoment(ctx, call, targetOfCommand(call));
  const zone = await zoneOf(ctx, call, ctx.runbooks.current.policy);
  const place = await locateIncident(ctx, call, { channel: call.channel, number: call.number });
  const { policy } = await ctx.runbooks.of(place);
  const said = parseMoment(call.rest, zone, ctx.now(), policy.moments);
  const where = { incident: place.id };
  if ('own' in said) await correctOwn(ctx, call, where, said.own.key, said.at);
  else await correct(ctx, call, where, said.moment, said.at);
}

/** *Correct a time*. */
export async function openMomentForm(ctx: Ctx, call: ActionCall): Promise<void> {
  await openMoment(ctx, call, targetOf(call.value, call.channel));
}

async function openMoment(ctx: Ctx, call: Caller, target: FormTarget): Promise<void> {
  await openIncidentForm(ctx, call, {
    target,
    action: actions.openMoment,
    view: (about, _, policy) => momentForm(policy, target, about),
  });
}

/** What is wrong with a correction, by field. */
export function checkMoment({ fields }: ModalCall): FieldErrors {
  const choice = fields.moment?.choice ?? '';
  const known = momentNames.some((name) => name === choice) || choice.startsWith(ownPrefix);
  return known ? {} : { moment: 'Choose the moment.' };
}

/** The submitted correction. */
export async function submitMoment(ctx: Ctx, call: ModalCall): Promise<void> {
  const { moment: chosen, at } = call.fields;
  const choice = chosen?.choice ?? '';
  const where = targetOf(call.metadata, null);
  const moment = momentNames.find((name) => name === choice);
  if (moment) await correct(ctx, call, where, moment, at?.time ?? null);
  else await correctOwn(ctx, call, where, choice.slice(ownPrefix.length), at?.time ?? null);
}

async function correctOwn(ctx: Ctx, call: Caller, where: Where, moment: string, at: Date | null): Promise<void> {
  const incident = await act(ctx, call, where, { type: 'correctOwnMoment', by: call.user, moment, at });
  const { policy } = await ctx.runbooks.of(incident);
  const name = policy.moments.find(({ key }) => key === moment)?.name ?? moment;
  await call.reply(sentenceView(`Recorded in ${nameOf(incident)}: ${name}. The record keeps what it was before.`));
}

async function correct(
  ctx: Ctx,
  call: Caller,
  where: Where,
  moment: (typeof momentNames)[number],
  at: Date | null,
): Promise<void> {
  const incident = await act(ctx, call, where, { type: 'correctMoment', by: call.user, moment, at });
  const label = momentLabels[moment].toLowerCase();
  await call.reply(sentenceView(`Corrected in ${nameOf(incident)}: ${label}. The record keeps both times.`));
}
