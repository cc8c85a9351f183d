import { findAll, findByChannel, listOpen } from '../../commands/find-incident.ts';
import { mergeIncidents, partIncidents, survivorOf } from '../../commands/merge-incidents.ts';
import type { Ctx } from '../../context.ts';
import { type Incident, nameOf } from '../../domain/incident.ts';
import { clockTime } from '../../domain/wording.ts';
import { UserError } from '../../errors.ts';
import { act } from '../act.ts';
import type { ActionCall, Caller, CommandCall, FieldErrors, ModalCall } from '../calls.ts';
import { actions } from '../ids.ts';
import { type Where, locateIncident } from '../locate-incident.ts';
import { fillForm, openForm } from '../open-form.ts';
import { targetOf, targetOfCommand } from '../open-incident-form.ts';
import { errorView } from '../views/ephemeral/error.ts';
import { sentenceView } from '../views/ephemeral/sentence.ts';
import { noticeView } from '../views/modals/fields.ts';
import type { FormTarget } from '../views/modals/incident-form.ts';
import { mergeForm, mostOffered } from '../views/modals/merge.ts';
import { undoMergeButton } from '../views/merge-offer.ts';

/** `/incident merge INC-41`: this channel's incident goes on in INC-41. `merge undo` takes it back; alone it opens the form. */
export async function mergeByCommand(ctx: Ctx, call: CommandCall): Promise<void> {
  const words = call.rest.toLowerCase();
  if (words === 'undo') return undo(ctx, call, call);
  const [, digits] = /^(?:into )?(?:inc-|#)?(\d{1,9})$/.exec(words) ?? [];
  if (digits !== undefined) return merge(ctx, call, call, { number: Number(digits) });
  if (call.rest !== '')
    throw new UserError(
      'merge-what',
      `“${call.rest.slice(0, 40)}” is not the number of an incident.`,
      'Write `merge INC-41`, or `merge undo` to take a merge back.',
    );
  // In an incident's channel the number is the other one; anywhere else it says which one to merge.
  const here = call.number === null ? null : await findByChannel(ctx, call);
  if (here !== null && here.number !== call.number)
    return merge(ctx, call, { incident: here.id }, { number: call.number });
  await openMerge(ctx, call, targetOfCommand(call));
}

/** *Merge into INC-41*, *Merge INC-41 into this*. */
export async function mergeByButton(ctx: Ctx, call: ActionCall): Promise<void> {
  const { incident, into, here } = call.value;
  await merge(ctx, call, { incident }, { incident: into }, here !== undefined);
}

async function merge(ctx: Ctx, call: Caller, from: Where, into: Where, replace = false): Promise<void> {
  const { user: by, delivery, channel } = call;
  const own = await locateIncident(ctx, call, { channel, ...from });
  const other = await locateIncident(ctx, call, into);
  const { merged, survivor, done } = await mergeIncidents(ctx, {
    from: own.id,
    into: other.id,
    by,
    delivery,
    channel,
  });
  // Both channels are told by a message of their own.
  if (!replace && done && [merged, survivor].some((one) => one.channel !== null && one.channel.id === channel)) return;
  const where = survivor.channel === null ? '' : ` Go on in <#${survivor.channel.id}>.`;
  const moved = survivor.id === other.id ? '' : `, into which ${nameOf(other)} was merged before`;
  const said = `${nameOf(merged)} ${done ? 'is' : 'was already'} merged into ${nameOf(survivor)}${moved}.${where}`;
  // A second click may come long after the first.
  const undoable = merged.merged !== null && ctx.now() <= merged.merged.undoUntil ? merged.merged : null;
  const until = undoable === null ? '' : ` It can be undone until ${clockTime(undoable.undoUntil)}.`;
  const buttons = undoable === null ? [] : [undoMergeButton(merged.id)];
  await call.reply({ ...sentenceView(`${said}${until}`, buttons), replace });
}

/** *Not the same*. */
export async function declineMerge(ctx: Ctx, call: ActionCall): Promise<void> {
  const incident = await act(ctx, call, call.value, { type: 'declineMerge', by: call.user });
  if (call.value.here === undefined) return;
  await call.reply({ ...sentenceView(`Noted: ${nameOf(incident)} is not the same. Both go on.`), replace: true });
}

/** *Undo merge*, beside either of the two. */
export async function undoMergeByButton(ctx: Ctx, call: ActionCall): Promise<void> {
  await undo(ctx, call, call.value);
}

async function undo(ctx: Ctx, call: Caller, where: Where): Promise<void> {
  const incident = await lastMerged(ctx, await locateIncident(ctx, call, { channel: call.channel, ...where }));
  await part(ctx, call, incident, 'undo', null);
}

// In the survivor's channel it is the latest merge that is meant.
async function lastMerged(ctx: Ctx, incident: Incident): Promise<Incident> {
  const latest = incident.absorbed.filter(({ until }) => until === null).at(-1);
  if (incident.merged !== null || latest === undefined) return incident;
  const [found] = await findAll(ctx, [latest.id]);
  return found ?? incident;
}

/** *Reopen* of a merged incident; false where it is none, so that it is reopened as any other. */
export async function reopenMerged(ctx: Ctx, call: Caller, incident: Incident, why: string | null): Promise<boolean> {
  const { merged } = incident;
  if (merged === null) return false;
  await part(ctx, call, incident, ctx.now() <= merged.undoUntil ? 'undo' : 'reopen', why);
  return true;
}

async function part(
  ctx: Ctx,
  call: Caller,
  { id }: Incident,
  how: 'undo' | 'reopen',
  why: string | null,
): Promise<void> {
  const asked = { incidentId: id, by: call.user, delivery: call.delivery, channel: call.channel, how, why };
  const { parted, survivor } = await partIncidents(ctx, asked);
  if ([parted, survivor].some((one) => one?.channel && one.channel.id === call.channel)) return;
  const where = parted.channel === null ? '' : ` See <#${parted.channel.id}>.`;
  await call.reply(sentenceView(`${nameOf(parted)} is an incident of its own again.${where}`));
}

/** *Merge*: a form that lists what is open. */
export async function openMergeForm(ctx: Ctx, call: ActionCall): Promise<void> {
  await openMerge(ctx, call, targetOf(call.value, call.channel));
}

async function openMerge(ctx: Ctx, call: Caller, target: FormTarget): Promise<void> {
  const form = await openForm(ctx, call, {
    view: mergeForm(ctx.runbooks.current.policy, target, null),
    offer: { label: 'Open the form', action: actions.openMerge, value: { ...target } },
  });
  try {
    const incident = await locateIncident(ctx, call, target);
    const open = await listOpen(ctx, { workspace: call.workspace, viewer: call.user, limit: mostOffered });
    const others = open.filter(
      (other) => other.id !== incident.id && other.kind === incident.kind && other.private === incident.private,
    );
    const { policy } = await ctx.runbooks.of(incident);
    await fillForm(ctx, form, mergeForm(policy, { ...target, incident: incident.id }, { incident, others }));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    await fillForm(ctx, form, noticeView('Not here', errorView(error, ctx.config.slackCommand).blocks));
  }
}

/** What is wrong with the form, by field. */
export function checkMerge({ fields }: ModalCall): FieldErrors {
  return fields.other?.choice ? {} : { other: 'Choose the incident that is the same.' };
}

/** The submitted form: one goes on, the other stops. */
export async function submitMerge(ctx: Ctx, call: ModalCall): Promise<void> {
  const own = { incident: call.metadata.incident };
  const other = { incident: call.fields.other?.choice ?? '' };
  if (call.fields.survivor?.choice === 'own') await merge(ctx, call, other, own);
  else await merge(ctx, call, own, other);
}

/**
 * Where a note or a message of this incident's channel is recorded: with the incident that it was merged into, but for a
 * message (`source`) that was on its own timeline before.
 */
export async function recordOf(ctx: Ctx, incident: Incident, source: string | null = null): Promise<Incident> {
  const isOwn = incident.merged === null || (source !== null && incident.pinned.includes(source));
  return isOwn ? incident : survivorOf(ctx.db.prisma, incident.id);
}
