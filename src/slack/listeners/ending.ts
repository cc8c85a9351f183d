import { findRepeats } from '../../commands/find-repeats.ts';
import type { Ctx } from '../../context.ts';
import { cautionOf, listsAfterwards } from '../../domain/checklists.ts';
import { type Incident, nameOf } from '../../domain/incident.ts';
import type { CancelReason } from '../../domain/notices.ts';
import { act, confirm } from '../act.ts';
import type { ActionCall, Caller, CommandCall, ModalCall } from '../calls.ts';
import { actions } from '../ids.ts';
import { type Where, locateIncident } from '../locate-incident.ts';
import { openIncidentForm, targetOf, targetOfCommand } from '../open-incident-form.ts';
import { reopenMerged } from './merge.ts';
import { readText } from '../read-text.ts';
import { checklists, reopen as reopenButton } from '../views/incident-buttons.ts';
import { sentenceView } from '../views/ephemeral/sentence.ts';
import type { FormTarget } from '../views/modals/incident-form.ts';
import { cancelForm, cautionLine, resolveForm } from '../views/modals/resolve.ts';
import { linkChosen } from './edit.ts';

/** `/incident resolve <what fixed it>`; alone it opens the form. */
export async function resolveByCommand(ctx: Ctx, call: CommandCall): Promise<void> {
  if (call.rest === '') return openResolve(ctx, call, targetOfCommand(call));
  const before = await locateIncident(ctx, call, call);
  const caution = cautionOf(before, (await ctx.runbooks.of(before)).policy, ctx.now());
  const fix = await readText(ctx, call.rest);
  const incident = await resolve(ctx, call, { incident: before.id }, { what: null, fix, customers: null, owner: null });
  // The form says it before; who typed hears it at once.
  if (caution === null) return;
  const said = `${nameOf(incident)} is resolved. ${cautionLine(caution)}.`;
  await call.reply(sentenceView(said, [checklists(incident), reopenButton(incident)]));
}

/** *Resolve*. */
export async function openResolveForm(ctx: Ctx, call: ActionCall): Promise<void> {
  await openResolve(ctx, call, targetOf(call.value, call.channel));
}

async function openResolve(ctx: Ctx, call: Caller, target: FormTarget): Promise<void> {
  await openIncidentForm(ctx, call, {
    target,
    action: actions.openResolve,
    view: async (about, incident, policy) => {
      const earlier = incident === null ? [] : await findRepeats(ctx, { incident, viewer: call.user, which: 'alike' });
      const caution = incident === null ? null : cautionOf(incident, policy, ctx.now());
      return resolveForm(target, about, { caution, afterwards: listsAfterwards(incident, policy), earlier });
    },
  });
}

/** The submitted form; "not known yet" is an answer everywhere. */
export async function submitResolve(ctx: Ctx, call: ModalCall): Promise<void> {
  const { what, fix, customers, owner } = call.fields;
  const incident = await resolve(ctx, call, targetOf(call.metadata, null), {
    what: what?.text ?? null,
    fix: fix?.text ?? null,
    customers: customers?.text ?? null,
    owner: owner?.user ?? null,
  });
  await linkChosen(ctx, call, incident);
}

type Resolution = { what: string | null; fix: string | null; customers: string | null; owner: string | null };

async function resolve(ctx: Ctx, call: Caller, where: Where, resolution: Resolution): Promise<Incident> {
  const incident = await act(ctx, call, where, { type: 'resolve', by: call.user, ...resolution });
  await confirm(call, incident, `${nameOf(incident)} is resolved.`);
  return incident;
}

/** `/incident close`. */
export async function closeByCommand(ctx: Ctx, call: CommandCall): Promise<void> {
  await close(ctx, call, call);
}

/** *Close*. */
export async function closeByButton(ctx: Ctx, call: ActionCall): Promise<void> {
  await close(ctx, call, call.value);
}

async function close(ctx: Ctx, call: Caller, where: Where): Promise<void> {
  const incident = await act(ctx, call, where, { type: 'close', by: call.user });
  await confirm(call, incident, `${nameOf(incident)} is closed.`);
}

/** `/incident reopen [why]`. */
export async function reopenByCommand(ctx: Ctx, call: CommandCall): Promise<void> {
  await reopen(ctx, call, call, (await readText(ctx, call.rest)) || null);
}

/** *Reopen*. */
export async function reopenByButton(ctx: Ctx, call: ActionCall): Promise<void> {
  await reopen(ctx, call, call.value, null);
}

async function reopen(ctx: Ctx, call: Caller, where: Where, why: string | null): Promise<void> {
  const found = await locateIncident(ctx, call, { channel: call.channel, ...where });
  if (await reopenMerged(ctx, call, found, why)) return;
  const incident = await act(ctx, call, { incident: found.id }, { type: 'reopen', by: call.user, why });
  await confirm(call, incident, `${nameOf(incident)} is open again.`);
}

/** `/incident cancel [why]`; alone it opens the form. */
export async function cancelByCommand(ctx: Ctx, call: CommandCall): Promise<void> {
  if (call.rest === '') return openCancel(ctx, call, targetOfCommand(call));
  const text = await readText(ctx, call.rest);
  const reason = parseReason(text);
  await cancel(ctx, call, call, reason, reason === 'other' ? text : null);
}

/** *Call off*. */
export async function openCancelForm(ctx: Ctx, call: ActionCall): Promise<void> {
  await openCancel(ctx, call, targetOf(call.value, call.channel));
}

async function openCancel(ctx: Ctx, call: Caller, target: FormTarget): Promise<void> {
  await openIncidentForm(ctx, call, { target, action: actions.openCancel, view: (about) => cancelForm(target, about) });
}

/** The submitted form. */
export async function submitCancel(ctx: Ctx, call: ModalCall): Promise<void> {
  await cancel(
    ctx,
    call,
    targetOf(call.metadata, null),
    parseReason(call.fields.reason?.choice ?? ''),
    call.fields.text?.text ?? null,
  );
}

async function cancel(ctx: Ctx, call: Caller, where: Where, reason: CancelReason, text: string | null): Promise<void> {
  const incident = await act(ctx, call, where, { type: 'cancel', by: call.user, reason, text });
  await confirm(call, incident, `${nameOf(incident)} is called off.`);
}

function parseReason(text: string): CancelReason {
  const wanted = text.toLowerCase().replace(/[.!]$/, '');
  return wanted === 'nothing was wrong' || wanted === 'duplicate' || wanted === 'planned work' ? wanted : 'other';
}

/** `/incident postmortem`: writes the draft again. */
export async function postMortemByCommand(ctx: Ctx, call: CommandCall): Promise<void> {
  await writePostMortem(ctx, call, call);
}

/** *Post-mortem*. */
export async function postMortemByButton(ctx: Ctx, call: ActionCall): Promise<void> {
  await writePostMortem(ctx, call, call.value);
}

async function writePostMortem(ctx: Ctx, call: Caller, where: Where): Promise<void> {
  const incident = await act(ctx, call, where, { type: 'regeneratePostMortem', by: call.user });
  await call.reply(
    sentenceView(
      `I am writing the draft for ${nameOf(incident)}; it comes into the incident's channel. What people edited stays.`,
    ),
  );
}
