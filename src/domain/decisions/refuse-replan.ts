import { UserError } from '../../errors.ts';
import type { Command } from '../commands.ts';
import type { Draft } from '../draft.ts';
import { type Incident, holderOf, nameOf } from '../incident.ts';
import { type Policy, roleOf } from '../policy.ts';
import { shortHash } from '../runbook-state.ts';
import { clockTime, mention } from '../wording.ts';

/** The runbook to go on by; refuses who may not, what is done already, and a version that is not there. */
export function refuseReplan(
  { incident, policy }: Draft,
  command: Extract<Command, { type: 'replan' }>,
  from: string,
  to: Policy | null,
): Policy {
  const commander = holderOf(incident, 'commander');
  if (commander !== null && commander !== command.by) throw commandersAlone(incident, commander, policy);
  const { replanned } = incident;
  const name = nameOf(incident);
  const done = replanned === null ? '' : ` (re-planned ${clockTime(replanned.at)}, by ${mention(replanned.by)})`;
  if (command.from !== null && command.from !== shortHash(from))
    throw new UserError('replan-done', `${name} goes on by another runbook already${done}.`, 'There is nothing to do.');
  if (command.to === 'before' && replanned === null)
    throw new UserError('not-replanned', `${name} was not re-planned.`, 'There is nothing to undo.');
  if (to === null)
    throw new UserError(
      'runbook-gone',
      `The runbook that ${name} went by before is not kept any more.`,
      'Put its files back, start Muster again and re-plan.',
    );
  if (to.hash === from)
    throw new UserError(
      'replan-done',
      `${name} goes on by the runbook as it is now already${done}.`,
      'There is nothing to do. An edit of the files counts from the next start of Muster.',
    );
  return to;
}

function commandersAlone(incident: Incident, commander: string, policy: Policy): UserError {
  const { name } = roleOf(policy, 'commander');
  return new UserError(
    'not-commander',
    `${mention(commander)} is ${name} of ${nameOf(incident)}, and only they re-plan it.`,
    'Ask them, or take over if they cannot answer: the channel will see it.',
    {
      offer: {
        label: 'Take over',
        action: 'take_over',
        value: { incident: incident.id, role: 'commander', from: commander },
      },
    },
  );
}

/** Refuses a runbook that lacks the incident's severity or a role that somebody has. */
export function refuseUnfit(incident: Incident, to: Policy): void {
  const name = nameOf(incident);
  const { severity } = incident;
  if (!to.severities.some(({ key }) => key === severity))
    throw new UserError(
      'replan-severity',
      `${name} is ${severity}, a severity that the runbook no longer has.`,
      `Change it first to one that both have (the runbook has ${to.severities.map(({ key }) => key).join(', ')}), or put ${severity} back and start Muster again. Until then ${name} goes on as it is.`,
    );
  const known = new Set(to.roles.map(({ key }) => key));
  const held = [incident.roles, incident.handovers, incident.plannedHandovers].flatMap((by) => Object.keys(by));
  const missing = [...new Set(held)].filter((key) => !known.has(key));
  if (missing.length === 0) return;
  const [first = ''] = missing;
  const role = missing.length === 1 ? 'a role' : 'roles';
  throw new UserError(
    'replan-role',
    `Somebody has or is asked for ${missing.join(' and ')} in ${name}, ${role} that the runbook no longer has.`,
    `They step down first (\`stepdown ${first}\`), or put ${missing.length === 1 ? 'it' : 'them'} back and start Muster again. Until then ${name} goes on as it is.`,
  );
}
