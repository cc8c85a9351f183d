import { holderOf, isOpen } from '../../domain/incident.ts';
import type { DueItem } from '../../domain/notices.ts';
import { parkedUntil } from '../../domain/parking.ts';
import { titleOf } from '../../domain/policy.ts';
import { isMitigated, pendingSteps, untriedSteps } from '../../domain/ladder.ts';
import { oneLine } from './escape-text.ts';
import type { Facts } from './facts.ts';
import { holdsSince, named, statusName } from './name-things.ts';
import { livenessAnswer } from './liveness.ts';
import { updateDone } from './nudge.ts';
import { roleKeyOf } from './role-key-of.ts';
import { taskDone } from './task-blocks.ts';
import { timeOf } from './tell-time.ts';

/** What became of one thing that a timer said: the line that replaces its buttons; null while it waits. */
export function dueAnswer(item: DueItem, facts: Facts): string | null {
  const { incident } = facts;
  switch (item.type) {
    case 'overdue':
    case 'nudge':
      return updateDone(item.number, facts);
    case 'step':
      return item.kind === 'inform' ? null : called(item.called.user, item.planned, facts);
    case 'ladderEnd':
      return called(item.tried.find((one) => one.user !== null)?.user ?? null, item.planned, facts);
    case 'respondWithin':
      return called(null, item.planned, facts);
    case 'lapse':
      return item.reason === 'noCommander' ? roleFilled('commander', facts) : called(null, item.planned, facts);
    case 'commanderSilent':
      return livenessAnswer(item.user, item.since, facts);
    case 'commandSought':
      return livenessAnswer(item.from, item.since, facts);
    case 'noCommander':
      return roleFilled('commander', facts);
    case 'handoverUnanswered': {
      const role = roleKeyOf(facts.policy, item.role);
      return holderOf(incident, role) === item.from ? null : roleFilled(role, facts);
    }
    case 'rolesUnfilled': {
      const filled = item.roles.map((role) => roleFilled(roleKeyOf(facts.policy, role), facts));
      return filled.every((line) => line !== null) ? filled.join('\n') : null;
    }
    case 'soakEnded':
      return incident.status === 'monitoring' || !isOpen(incident)
        ? null
        : `✓ ${statusName(facts.policy, incident.status)} again since ${timeOf(incident.statusSince, facts.now)}`;
    case 'parkEnded': {
      const until = parkedUntil(incident);
      if (until !== null) return `✓ Parked again until ${until}`;
      const { last } = incident.updates;
      return last !== null && last.at >= new Date(item.planned) ? updateDone(last.number, facts) : null;
    }
    case 'taskDue':
      return taskDone(item.task, facts);
    case 'silent':
      return null;
  }
}

// An answer from before the call is no answer to it: somebody may be called by hand while another is at work.
function called(user: string | null, planned: string, facts: Facts): string | null {
  const { incident, now } = facts;
  const reached = user === null ? null : (incident.reached[user] ?? null);
  const due = new Date(planned);
  const since = reached !== null && reached > due ? reached : due;
  const answer = incident.acknowledgements.find((ack) => ack.at >= since);
  if (answer === undefined) return isOpen(incident) && isMitigated(incident) ? '✓ Users no longer feel it' : null;
  return `✓ ${named(answer.user, facts)} answered ${timeOf(answer.at, now)}.${heldBack(facts)}`;
}

function heldBack(facts: Facts): string {
  const { incident, policy } = facts;
  if (!isOpen(incident) || isMitigated(incident)) return '';
  const still = pendingSteps(incident, policy);
  const held = untriedSteps(incident, policy).filter((step) => !still.includes(step));
  const titles = [...new Set(held.map((step) => oneLine(titleOf(policy, step.target), 80)))].slice(0, 10);
  return titles.length === 0 ? '' : ` Not called any more: ${titles.join(', ')}.`;
}

function roleFilled(role: string, facts: Facts): string | null {
  const held = facts.incident.roles[role];
  if (held === undefined) return null;
  return `✓ ${named(held.user, facts)} ${holdsSince(facts.policy, role, timeOf(held.since, facts.now))}`;
}
