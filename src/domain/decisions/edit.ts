import { UserError } from '../../errors.ts';
import type { Command } from '../commands.ts';
import { type Draft, plan, post, record, refreshAll, refreshSurfaces } from '../draft.ts';
import { type Incident, nameOf } from '../incident.ts';
import type { EditedField } from '../notices.ts';
import { touch } from '../people.ts';
import { replanOf } from '../replan.ts';
import { cleanTitle } from './declare.ts';
import { refreshTicket } from './ticket.ts';
import { tick } from './tick.ts';

/** What an incident is called and whom it touches is put right; the record keeps what it said before. */
export function edit(draft: Draft, command: Extract<Command, { type: 'edit' }>, before: Incident): void {
  const { incident, policy, now } = draft;
  const { title, affected, impact, exposure } = command;
  refuseLong('affected', affected);
  refuseLong('impact', impact);
  if (title !== undefined) incident.title = cleanTitle(title);
  if (affected !== undefined) incident.affected = affected?.trim() || null;
  if (impact !== undefined) incident.impact = impact?.trim() || null;
  if (exposure !== undefined) incident.exposure = exposure;
  const fields = editedFields(before, incident);
  if (fields.length === 0) return;
  for (const field of fields) record(draft, 'edited', command.by, field);
  post(draft, {
    type: 'change',
    by: command.by,
    at: now.toISOString(),
    change: { what: 'edited', fields },
    replan: replanOf(before, incident, policy),
  });
  // A policy may have the title in its topic; it is only set when it reads otherwise.
  if (incident.title !== before.title) {
    plan(draft, { type: 'setTopic' });
    // Whoever was called reads what it is called now.
    refreshAll(draft, incident.calls);
  }
  refreshTicket(draft);
  refreshSurfaces(draft);
  touch(draft, command.by);
  // Exposed data may call people whose minute has passed.
  if (incident.exposure && !before.exposure) tick(draft);
}

function editedFields(before: Incident, after: Incident): EditedField[] {
  const texts = (['title', 'affected', 'impact'] as const).map((field) => ({
    field,
    from: before[field],
    to: after[field],
  }));
  const exposure = { field: 'exposure', from: yesOrNo(before.exposure), to: yesOrNo(after.exposure) } as const;
  return [...texts, exposure].filter(({ from, to }) => from !== to);
}

// What a form can show again.
const longestText = 3000;

function refuseLong(field: string, text: string | null | undefined): void {
  if (text === undefined || text === null || text.length <= longestText) return;
  throw new UserError(
    'edit-too-long',
    `The ${field} has ${text.length} characters; at most ${longestText} fit.`,
    'Shorten it; details fit into an update or a note.',
  );
}

function yesOrNo(holds: boolean): string {
  return holds ? 'yes' : 'no';
}

const longestGap = 90 * 24 * 60 * 60_000;

/** The same cause as an incident that was resolved within 90 days before this one: a person says so, Muster only suggests. */
export function linkRepeat(draft: Draft, command: Extract<Command, { type: 'linkRepeat' }>): void {
  const { incident } = draft;
  const { of, by } = command;
  if (of === null) {
    if (incident.repeatOf === null) return;
    record(draft, 'repeatUnlinked', by, { number: incident.repeatOf.number });
    incident.repeatOf = null;
    refreshSurfaces(draft);
    return;
  }
  if (of.id === incident.id)
    throw new UserError(
      'repeat-of-itself',
      `${nameOf(incident)} cannot repeat itself.`,
      'Name the earlier incident: `repeat INC-12`.',
    );
  const gap = incident.moments.declared.getTime() - (of.resolvedAt?.getTime() ?? Number.NaN);
  if (!(gap <= longestGap) || of.declaredAt >= incident.moments.declared)
    throw new UserError(
      'no-repeat',
      `INC-${of.number} was not resolved within the 90 days before ${nameOf(incident)}.`,
      'A repeat is the same cause within 90 days. An older one can be named in a note.',
    );
  if (of.private && !incident.private)
    throw new UserError(
      'repeat-of-private',
      `INC-${of.number} is private and must not be named in ${nameOf(incident)}.`,
      'Make this one private first, or leave the link out.',
    );
  if (incident.repeatOf?.id === of.id) return;
  incident.repeatOf = { id: of.id, number: of.number };
  record(draft, 'repeatLinked', by, { number: of.number });
  refreshSurfaces(draft);
}
