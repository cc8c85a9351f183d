import { type Draft, plan, record } from './draft.ts';
import { nameOf } from './incident.ts';
import { titleOf } from './policy.ts';
import { dayTime, mention } from './wording.ts';

/** A planned handover is off; whoever planned it hears why, unless it is their own doing. */
export function dropPlanned(draft: Draft, role: string, by: string, reason: 'taken' | 'calledOff'): void {
  const { incident, policy } = draft;
  const planned = incident.plannedHandovers[role];
  if (planned === undefined) return;
  delete incident.plannedHandovers[role];
  record(draft, 'handoverDropped', by, { role, to: planned.to, due: planned.at.toISOString(), reason });
  if (planned.by === by) return;
  const why = `${mention(by)} ${reason === 'taken' ? 'has it now' : 'called it off'}.`;
  plan(draft, {
    type: 'post',
    to: { type: 'person', user: planned.by },
    notice: {
      type: 'trouble',
      what: `${mention(planned.to)} is not asked ${dayTime(planned.at)} to take over ${titleOf(policy, role)} of ${nameOf(incident)}: ${why}`,
      remedy: 'If it is still wanted, plan it again with Hand over.',
    },
  });
}
