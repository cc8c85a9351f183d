import type { Command } from '../commands.ts';
import { type Draft, plan, record, refreshAll, refreshSurfaces } from '../draft.ts';
import { refreshTicket } from './ticket.ts';
import { veilRings } from '../rings.ts';
import { eraseFrom } from '../redaction.ts';

/**
 * A text of the record is taken out of everything that copied it. The entries themselves are erased beside this decision
 * (commands/redact-entry.ts), in its transaction: their digests stay, so that the chain still holds.
 */
export function redact(draft: Draft, command: Extract<Command, { type: 'redact' }>): void {
  const { incident } = draft;
  const { title } = incident;
  eraseFrom(incident, new Set(command.marks));
  record(draft, 'redacted', command.by, { entries: command.entries, kinds: command.kinds, why: command.why });
  if (incident.title !== title) {
    plan(draft, { type: 'setTopic' });
    // The pager shows it, too.
    veilRings(draft);
  }
  refreshAll(draft, command.messages);
  refreshTicket(draft);
  refreshSurfaces(draft);
  plan(draft, { type: 'refreshHomes' });
  if (command.drafted) plan(draft, { type: 'draftPostMortem', by: command.by, erase: command.files });
}
