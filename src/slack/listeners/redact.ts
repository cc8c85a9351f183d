import { readEntry } from '../../commands/read-timeline.ts';
import { redactEntry, type Redacted } from '../../commands/redact-entry.ts';
import type { Ctx } from '../../context.ts';
import { type Incident, nameOf } from '../../domain/incident.ts';
import { count } from '../../domain/wording.ts';
import { UserError } from '../../errors.ts';
import type { ActionCall, Caller, CommandCall, FieldErrors, ModalCall } from '../calls.ts';
import { actions } from '../ids.ts';
import { refuseUnless } from '../gate.ts';
import { locateIncident, type Where } from '../locate-incident.ts';
import { openIncidentForm, targetOf } from '../open-incident-form.ts';
import { takeWord } from '../parse-command.ts';
import { readText } from '../read-text.ts';
import { renderRedact } from '../views/ephemeral/redact.ts';
import { sentenceView } from '../views/ephemeral/sentence.ts';
import { redactForm } from '../views/modals/redact.ts';

/** `/incident redact 17 [why]`: shows what would be erased, with the button that does it; `redact 17 confirm [why]` does it. */
export async function redactByCommand(ctx: Ctx, call: CommandCall): Promise<void> {
  const incident = await permitted(ctx, call, call);
  const [, number, rest = ''] = /^#?(\d{1,6})(?:\s+([\s\S]*))?$/.exec(call.rest.trim()) ?? [];
  if (number === undefined)
    throw new UserError(
      'redact-what',
      'I need the number of the entry.',
      'The numbers stand before the lines of `timeline`; then: `redact 17 why`.',
    );
  const { word, rest: behind } = takeWord(rest);
  const confirmed = word.toLowerCase() === 'confirm';
  const why = (await readText(ctx, confirmed ? behind : rest)) || null;
  if (confirmed) return redact(ctx, call, { incident: incident.id, entry: number, why, replace: false });
  const entry = await readEntry(ctx, incident, Number(number));
  const { policy } = await ctx.runbooks.of(incident);
  await call.reply(renderRedact(incident, entry, why, policy));
}

/** *Redact* on that answer, confirmed. */
export async function redactByButton(ctx: Ctx, call: ActionCall): Promise<void> {
  const { incident = '', entry = '', why = null } = call.value;
  const { id } = await permitted(ctx, call, { incident, channel: call.channel });
  await redact(ctx, call, { incident: id, entry, why, replace: true });
}

/** *Redact* on a page of the timeline: asks for the number. */
export async function openRedactForm(ctx: Ctx, call: ActionCall): Promise<void> {
  const target = targetOf(call.value, call.channel);
  await openIncidentForm(ctx, call, { target, action: actions.openRedact, view: (about) => redactForm(target, about) });
}

/** What is wrong with a filled-in form, by field. */
export function checkRedact({ fields }: ModalCall): FieldErrors {
  return /^#?\d{1,6}$/.test(fields.entry?.text ?? '') ? {} : { entry: 'The number before the line, such as 17.' };
}

/** The submitted form. */
export async function submitRedact(ctx: Ctx, call: ModalCall): Promise<void> {
  const { entry, why } = call.fields;
  const { id } = await permitted(ctx, call, targetOf(call.metadata, null));
  await redact(ctx, call, { incident: id, entry: entry?.text ?? '', why: why?.text ?? null, replace: false });
}

// Before anything of the timeline is read: even how long it is belongs to those who may read it.
async function permitted(ctx: Ctx, call: Caller, where: Where): Promise<Incident> {
  const incident = await locateIncident(ctx, call, where);
  await refuseUnless(ctx, call, { permission: 'redact', incident });
  return incident;
}

type Chosen = { incident: string; entry: string; why: string | null; replace: boolean };

async function redact(ctx: Ctx, call: Caller, { incident, entry, why, replace }: Chosen): Promise<void> {
  const { user: by, delivery, channel } = call;
  const seq = Number(entry.replace('#', ''));
  const done = await redactEntry(ctx, { incidentId: incident, seq, by, why, delivery, channel });
  await call.reply({ ...sentenceView(toldOf(done)), replace });
}

function toldOf({ incident, entries, messages, drafted }: Redacted): string {
  const numbers = entries.map(({ seq }) => seq).join(', ');
  const what =
    entries.length === 1
      ? `Entry ${numbers} of ${nameOf(incident)} is`
      : `Entries ${numbers} of ${nameOf(incident)} are`;
  const kinds = new Set(entries.map(({ kind }) => kind));
  return [
    `${what} erased.`,
    messages > 0 ? `I edit ${count(messages, 'message', 'messages')}.` : '',
    drafted ? 'The post-mortem is written again, and its old files are deleted.' : '',
    kinds.has('declared') ? 'The channel’s name and what Slack shows of it stay: rename it by hand.' : '',
    kinds.has('messagePinned') || kinds.has('messageEdited')
      ? 'The message itself is its author’s: it stays in Slack until they delete it.'
      : '',
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}
