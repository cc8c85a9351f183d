import type { Command } from '../commands.ts';
import { type Draft, plan, post, refreshAll } from '../draft.ts';

// Steps that fail are rare; older ones are out of sight.
const mostTroubles = 12;

/** Says what did not work, with *Retry*: in the channel, unless it concerns one person only. What fails once more shows it there instead of saying it again. */
export function tellTrouble(draft: Draft, command: Extract<Command, { type: 'effectFailed' }>): void {
  const { effect, what, reason, to } = command;
  const { incident, now } = draft;
  const told = incident.troubles[effect];
  if (told !== undefined) {
    incident.troubles[effect] = { ...told, again: { at: now, reason }, mendedAt: null };
    refreshAll(draft, [told.message]);
    return;
  }
  const notice = {
    type: 'trouble' as const,
    what: `${what} did not work: ${reason}.`,
    remedy: 'Nothing else is held up by it.',
    retry: effect,
  };
  const message =
    to === undefined ? post(draft, notice) : plan(draft, { type: 'post', to: { type: 'person', user: to }, notice });
  const latest = Object.entries(incident.troubles).slice(1 - mostTroubles);
  incident.troubles = Object.fromEntries([...latest, [effect, { message, again: null, mendedAt: null }]]);
}

/** Somebody pressed *Retry*, and it worked: the message that told the trouble says so. */
export function effectMended(draft: Draft, { effect }: Extract<Command, { type: 'effectMended' }>): void {
  const { incident, now } = draft;
  const told = incident.troubles[effect];
  if (told === undefined || told.mendedAt !== null) return;
  told.mendedAt = now;
  refreshAll(draft, [told.message]);
}
