import type { Ctx } from '../../context.ts';
import { nameOf } from '../../domain/incident.ts';
import { UserError } from '../../errors.ts';
import { act, confirm } from '../act.ts';
import type { ActionCall, Caller, CommandCall, FieldErrors, ModalCall } from '../calls.ts';
import { actions } from '../ids.ts';
import { openIncidentForm, targetOf, targetOfCommand } from '../open-incident-form.ts';
import { readText } from '../read-text.ts';
import { isWorking } from '../../domain/working-statuses.ts';
import type { FormTarget } from '../views/modals/incident-form.ts';
import { readTriage } from '../read-triage.ts';
import { noChangeForm, updateForm } from '../views/modals/update.ts';

const nothing = { status: null, text: null, know: null, done: null, next: null, eta: null, nextIn: null };

/** `/incident update <text>`; alone it opens the form. */
export async function updateByCommand(ctx: Ctx, call: CommandCall): Promise<void> {
  if (call.rest === '') return openUpdate(ctx, call, targetOfCommand(call));
  const text = await readText(ctx, call.rest);
  const incident = await act(ctx, call, call, { type: 'postUpdate', by: call.user, ...nothing, text });
  await confirm(call, incident, `Update #${incident.updates.count} of ${nameOf(incident)} is posted.`);
}

/** *Post update*. */
export async function openUpdateForm(ctx: Ctx, call: ActionCall): Promise<void> {
  await openUpdate(ctx, call, targetOf(call.value, call.channel));
}

async function openUpdate(ctx: Ctx, call: Caller, target: FormTarget): Promise<void> {
  await openIncidentForm(ctx, call, {
    target,
    action: actions.openUpdate,
    view: (about, incident, policy) => updateForm(policy, target, about, incident),
  });
}

/** What is wrong with an update, by field. */
export function checkUpdate({ fields }: ModalCall): FieldErrors {
  const said = ['know', 'done', 'next', 'eta'].some((name) => fields[name]?.text);
  return said ? {} : { know: 'Say something in one of the fields. “Not known yet” is fine.' };
}

/** The submitted update. */
export async function submitUpdate(ctx: Ctx, call: ModalCall): Promise<void> {
  const { fields } = call;
  const minutes = fields.nextIn?.choice ?? null;
  const status = fields.status?.choice ?? '';
  const incident = await act(ctx, call, targetOf(call.metadata, null), {
    type: 'postUpdate',
    by: call.user,
    status: isWorking(status) ? status : null,
    text: null,
    know: fields.know?.text ?? null,
    done: fields.done?.text ?? null,
    next: fields.next?.text ?? null,
    eta: fields.eta?.text ?? null,
    nextIn: minutes === null ? null : Number(minutes) * 60_000,
    triage: readTriage(fields),
  });
  await confirm(call, incident, `Update #${incident.updates.count} of ${nameOf(incident)} is posted.`);
}

/** *No change*; the third in a row asks for a sentence. */
export async function noChange(ctx: Ctx, call: ActionCall): Promise<void> {
  try {
    // The number is what the button asked for: pressed by two people, it is one update.
    const number = call.value.update === undefined ? null : Number(call.value.update);
    const incident = await act(ctx, call, call.value, { type: 'noChange', by: call.user, sentence: null, number });
    await confirm(call, incident, `“No change” is posted for ${nameOf(incident)}.`);
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== 'sentence-needed') throw error;
    const target = targetOf(call.value, call.channel);
    await openIncidentForm(ctx, call, {
      target,
      action: actions.noChange,
      view: (about) => noChangeForm(target, about),
    });
  }
}

/** `/incident nochange [sentence]`. */
export async function noChangeByCommand(ctx: Ctx, call: CommandCall): Promise<void> {
  const sentence = (await readText(ctx, call.rest)) || null;
  const incident = await act(ctx, call, call, { type: 'noChange', by: call.user, sentence, number: null });
  await confirm(call, incident, `“No change” is posted for ${nameOf(incident)}.`);
}

/** `/incident snooze 15`: minutes, five unless said. */
export async function snoozeByCommand(ctx: Ctx, call: CommandCall): Promise<void> {
  const [, digits] = /^(\d{1,3})?(?:\s*(?:m|min|minutes))?$/i.exec(call.rest) ?? [null, null];
  if (digits === null)
    throw new UserError(
      'snooze-how-long',
      `“${call.rest.slice(0, 40)}” is no number of minutes.`,
      'Write `snooze 15`.',
    );
  const minutes = Number(digits ?? 5);
  const incident = await act(ctx, call, call, { type: 'snooze', by: call.user, for: minutes * 60_000 });
  await confirm(call, incident, `The update of ${nameOf(incident)} is snoozed by ${minutes} min.`);
}

/** The sentence of *No change*. */
export async function submitNoChange(ctx: Ctx, call: ModalCall): Promise<void> {
  const sentence = call.fields.sentence?.text ?? null;
  const incident = await act(ctx, call, targetOf(call.metadata, null), {
    type: 'noChange',
    by: call.user,
    sentence,
    number: null,
  });
  await confirm(call, incident, `“No change” is posted for ${nameOf(incident)}.`);
}

/** *Snooze 5 min*. */
export async function snooze(ctx: Ctx, call: ActionCall): Promise<void> {
  const minutes = Number(call.value.minutes ?? call.variant ?? 5);
  const incident = await act(ctx, call, call.value, { type: 'snooze', by: call.user, for: minutes * 60_000 });
  await confirm(call, incident, `The update of ${nameOf(incident)} is snoozed by ${minutes} min.`);
}
