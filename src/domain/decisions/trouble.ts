import type { Command } from '../commands.ts';
import { type Draft, plan, post, refreshAll } from '../draft.ts';
import { type Incident, holderOf } from '../incident.ts';
import { mention } from '../wording.ts';

// Steps that fail are rare; older ones are out of sight.
const mostTroubles = 12;

/** Says what did not work, with *Retry*: in the channel, unless it concerns one person only. What fails once more shows it there instead of saying it again. */
export function tellTrouble(draft: Draft, command: Extract<Command, { type: 'effectFailed' }>): void {
  const { effect, what, reason, to, unheard } = command;
  const { incident, now } = draft;
  const told = incident.troubles[effect];
  if (told !== undefined) {
    incident.troubles[effect] = { ...told, again: { at: now, reason }, mendedAt: null };
    refreshAll(draft, [told.message]);
    return;
  }
  const said =
    unheard === undefined
      ? { what: `${what} did not work: ${reason}.`, remedy: 'Nothing else is held up by it.' }
      : {
          what: `${mention(unheard)} could not be told what is due from them: ${reason}.`,
          remedy:
            'Somebody else has to see to it: `tasks` lists the action items, and each can be given to another owner.',
        };
  const notice = { type: 'trouble' as const, ...said, retry: effect };
  const user = to ?? (unheard === undefined ? null : insteadOf(incident, unheard));
  const message =
    user === null ? post(draft, notice) : plan(draft, { type: 'post', to: { type: 'person', user }, notice });
  keepTrouble(draft, effect, message, false);
}

/** Remembers the message that told of an effect's trouble. `trying`: it is tried again by itself. */
export function keepTrouble({ incident }: Draft, effect: string, message: string, trying: boolean): void {
  const latest = Object.entries(incident.troubles).slice(1 - mostTroubles);
  incident.troubles = Object.fromEntries([...latest, [effect, { message, again: null, mendedAt: null, trying }]]);
}

// Where nothing can be posted in the channel any more, somebody else of the incident hears it.
function insteadOf(incident: Incident, unheard: string): string | null {
  if (incident.channelTrouble === null) return null;
  const others = [holderOf(incident, 'commander'), incident.resolution?.owner, incident.declaredBy, incident.statusBy];
  return others.find((user) => user !== null && user !== undefined && user !== unheard) ?? null;
}

/** Somebody pressed *Retry*, and it worked: the message that told the trouble says so. */
export function effectMended(draft: Draft, { effect }: Extract<Command, { type: 'effectMended' }>): void {
  const { incident, now } = draft;
  const told = incident.troubles[effect];
  if (told === undefined || told.mendedAt !== null) return;
  told.mendedAt = now;
  refreshAll(draft, [told.message]);
}
