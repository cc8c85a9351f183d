import { findById, findByNumber } from '../../commands/find-incident.ts';
import { findRepeats, repeatedOf } from '../../commands/find-repeats.ts';
import type { Ctx } from '../../context.ts';
import { type Incident, nameOf } from '../../domain/incident.ts';
import { UserError } from '../../errors.ts';
import { act, confirm } from '../act.ts';
import type { ActionCall, Caller, CommandCall, FieldErrors, ModalCall } from '../calls.ts';
import { actions } from '../ids.ts';
import type { Where } from '../locate-incident.ts';
import { openIncidentForm, targetOf, targetOfCommand } from '../open-incident-form.ts';
import { takeWord } from '../parse-command.ts';
import { readText } from '../read-text.ts';
import { editForm, noRepeat } from '../views/modals/edit.ts';
import type { FormTarget } from '../views/modals/incident-form.ts';
import { momentByCommand } from './timeline.ts';

const fields: Record<string, 'title' | 'affected' | 'impact'> = {
  title: 'title',
  impact: 'impact',
  affected: 'affected',
  services: 'affected',
};

/** `/incident edit title …`, `edit impact …`, `edit detected 02:48`; alone it opens the form. */
export async function editByCommand(ctx: Ctx, call: CommandCall): Promise<void> {
  const { word, rest } = takeWord(call.rest);
  if (word === '') return openEdit(ctx, call, targetOfCommand(call));
  const field = fields[word.toLowerCase()];
  // What is none of these is a moment; its own refusal names them all.
  if (field === undefined) return momentByCommand(ctx, call);
  const text = await readText(ctx, rest);
  if (text === '')
    throw new UserError(
      'edit-empty',
      `What should the ${field} say?`,
      `For example: \`${ctx.config.slackCommand} edit ${field} ${examples[field]}\`. Alone, \`edit\` opens the form.`,
    );
  const cleared = field !== 'title' && /^(unknown|none)$/i.test(text);
  const incident = await act(ctx, call, call, { type: 'edit', by: call.user, [field]: cleared ? null : text });
  await confirm(call, incident, `The ${field} of ${nameOf(incident)} is corrected. The record keeps both.`);
}

const examples = {
  title: 'card payments fail',
  affected: 'checkout, payments',
  impact: 'one in three customers',
};

/** *Correct* in the panel. */
export async function openEditForm(ctx: Ctx, call: ActionCall): Promise<void> {
  await openEdit(ctx, call, targetOf(call.value, call.channel));
}

async function openEdit(ctx: Ctx, call: Caller, target: FormTarget): Promise<void> {
  await openIncidentForm(ctx, call, {
    target,
    action: actions.openEdit,
    view: async (about, incident) => {
      const earlier = incident === null ? [] : await findRepeats(ctx, { incident, viewer: call.user, which: 'any' });
      return editForm(target, about, incident, earlier);
    },
  });
}

/** What is wrong with a correction, by field. */
export function checkEdit({ fields: given }: ModalCall): FieldErrors {
  return (given.title?.text ?? '') === '' ? { title: 'Say in a few words what is happening.' } : {};
}

/** The submitted form. */
export async function submitEdit(ctx: Ctx, call: ModalCall): Promise<void> {
  const { title, affected, impact, options } = call.fields;
  const where = targetOf(call.metadata, null);
  const incident = await act(ctx, call, where, {
    type: 'edit',
    by: call.user,
    title: title?.text ?? '',
    affected: affected?.text ?? null,
    impact: impact?.text ?? null,
    exposure: options?.chosen.includes('exposure') ?? false,
  });
  await linkChosen(ctx, call, incident);
  await confirm(call, incident, `${nameOf(incident)} is corrected. The record keeps both.`);
}

/** Links what was chosen as *Same cause as before*, if anything was. */
export async function linkChosen(ctx: Ctx, call: ModalCall, incident: Incident): Promise<void> {
  const chosen = call.fields.repeat?.choice ?? null;
  if (chosen === null) return;
  const earlier = chosen === noRepeat ? null : await findById(ctx, { id: chosen, viewer: call.user });
  if (earlier === null && chosen !== noRepeat) return;
  const again = { ...call, delivery: `${call.delivery}:repeat` };
  const of = earlier === null ? null : repeatedOf(earlier);
  await act(ctx, again, { incident: incident.id }, { type: 'linkRepeat', by: call.user, of });
}

/** `/incident repeat INC-12`: the same cause as that one; `repeat none` takes it back. */
export async function repeatByCommand(ctx: Ctx, call: CommandCall): Promise<void> {
  const named = /^(?:inc-|#)?(\d{1,9})$/i.exec(call.rest)?.[1];
  // `repeat INC-12` names the earlier one; `INC-42 repeat INC-12` names both.
  const number = named !== undefined ? Number(named) : call.rest === '' ? call.number : null;
  const where: Where = named === undefined && call.rest === '' ? { channel: call.channel } : call;
  if (/^none$/i.test(call.rest)) return link(ctx, call, where, null);
  if (number === null)
    throw new UserError(
      'repeat-of-what',
      'Which incident had the same cause?',
      `For example: \`${ctx.config.slackCommand} repeat INC-12\`, or \`repeat none\` to take it back.`,
    );
  const earlier = await findByNumber(ctx, { workspace: call.workspace, number, viewer: call.user });
  if (earlier === null)
    throw new UserError(
      'no-incident',
      `There is no INC-${number} that you can see.`,
      'Check the number; `list` shows what is open.',
    );
  await link(ctx, call, where, earlier);
}

async function link(ctx: Ctx, call: CommandCall, where: Where, earlier: Incident | null): Promise<void> {
  const of = earlier === null ? null : repeatedOf(earlier);
  const incident = await act(ctx, call, where, { type: 'linkRepeat', by: call.user, of });
  const said =
    incident.repeatOf === null
      ? `${nameOf(incident)} repeats nothing now.`
      : `${nameOf(incident)} is recorded as the same cause as INC-${incident.repeatOf.number}.`;
  await confirm({ ...call, channel: '' }, incident, said);
}
