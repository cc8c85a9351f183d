import type { Command } from '../commands.ts';
import { type Draft, post, record } from '../draft.ts';
import { isOpen } from '../incident.ts';
import type { Notice } from '../notices.ts';
import { planOf } from '../plan-of.ts';
import { timersOf } from '../schedule.ts';
import { titleOf } from '../policy.ts';
import { tick } from './tick.ts';

/** Muster was away, or had lost a timer: the channel hears what was late, and what is planned now. Then what is overdue is done. */
export function confess(draft: Draft, command: Extract<Command, { type: 'confess' }>): void {
  const { incident, policy, now } = draft;
  if (!isOpen(incident)) return tick(draft);
  const late = timersOf(incident, policy)
    .filter((timer) => timer.at <= now)
    .map((timer) => {
      const what =
        timer.type === 'step'
          ? `${stepNames[timer.step.kind]} ${titleOf(policy, timer.step.target)}`
          : names[timer.type];
      return `${what} (due ${timer.at.toISOString()})`;
    });
  // Away without having missed anything: not worth a message.
  if (late.length === 0) return;
  const said = {
    from: command.from.toISOString(),
    to: command.to.toISOString(),
    late,
    ...(command.lost === true && { lost: true }),
  };
  record(draft, 'confessed', null, said);
  const notice: Extract<Notice, { type: 'confession' }> = {
    type: 'confession',
    ...said,
    planned: [],
  };
  post(draft, notice);
  tick(draft);
  notice.planned = planOf(incident, policy);
}

const stepNames = { reach: 'call to', inform: 'message to' } as const;

const names = {
  nudge: 'reminder of the update',
  overdue: 'reminder of the update',
  ladderEnd: 'next round of calls',
  respondWithin: 'notice that nobody had answered',
  noCommander: 'notice that nobody has command',
  commanderSilent: 'question whether the commander is there',
  commandSought: 'request to take command',
  lapse: 'notice that an answer lapsed',
  handoverPlanned: 'planned request to take over',
  handoverUnanswered: 'notice of an unanswered handover',
  rolesUnfilled: 'notice of vacant roles',
  soakEnded: 'end of the watch over the fix',
  parkEnded: 'end of the parking',
  taskDue: 'reminder of a task',
  silent: 'question whether it goes on',
  zones: 'look at where people work',
  digest: 'list of what is due',
} as const;
