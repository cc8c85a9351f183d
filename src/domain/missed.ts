import { overdueTimes, reminderTime } from './calm.ts';
import { plus } from './duration.ts';
import type { Incident } from './incident.ts';
import { pendingSteps, stepTimes } from './ladder.ts';
import { type Policy, titleOf } from './policy.ts';
import { type Timer, nudgeBefore, repeatEvery, timersOf } from './schedule.ts';
import { nameOfReminder, nameOfStep, nameOfTask, timerNames } from './timer-names.ts';
import { count } from './wording.ts';

/** A step that an absence moved: overdue ones follow each other two minutes apart. ISO times. */
export type Moved = { title: string; from: string; to: string };

/** What an absence did to the timers, in words with ISO times. */
export type Missed = {
  /** What is said or done now. */
  late: string[];
  /** What is not said any more, each with its reason. */
  skipped: string[];
};

/** What was due by now, before any of it is done. Of what is said only once the last is late, and the ones before it are skipped. */
export function missedBy(incident: Incident, policy: Policy, now: Date): Missed {
  // Where people work is looked up: nobody waits for it.
  const overdue = timersOf(incident, policy).filter((timer) => timer.at <= now && timer.type !== 'zones');
  const reminders = remindersBy(incident, policy, now);
  const told = reminders.at(-1);
  return {
    late: overdue.map((timer) => {
      const isReminder = timer.type === 'nudge' || timer.type === 'overdue';
      return `${nameOfTimer(timer, incident, policy)} ${due(isReminder && told !== undefined ? told : timer.at)}`;
    }),
    skipped: [
      ...reminders.slice(0, -1).map((at) => `${updateReminder(incident)} ${due(at)}, because one reminder is enough`),
      ...roundsBy(overdue, now),
    ],
  };
}

/** Steps that were overdue and could not all be done at once: where they were, and where they are now. */
export function movedSteps(incident: Incident, policy: Policy, now: Date): Moved[] {
  return pendingSteps(incident, policy).flatMap((step) => {
    const { at, planned } = stepTimes(incident, step);
    if (planned > now || at <= planned) return [];
    return [{ title: titleOf(policy, step.target), from: planned.toISOString(), to: at.toISOString() }];
  });
}

/** The reminders of the update that have come by now and that nobody has heard. */
function remindersBy(incident: Incident, policy: Policy, now: Date): Date[] {
  const { due: promised, stage } = incident.cadence;
  if (promised === null || incident.parked !== null || stage > 3) return [];
  const { due: first, commander, standIn } = overdueTimes(incident, policy, promised);
  return [plus(promised, -nudgeBefore), first, commander, standIn]
    .slice(stage)
    .map((at) => reminderTime(incident, policy, at))
    .filter((at) => at <= now);
}

// One round calls everybody who has not answered, however many were missed.
function roundsBy(overdue: readonly Timer[], now: Date): string[] {
  const round = overdue.find(({ type }) => type === 'ladderEnd');
  if (round === undefined) return [];
  const more = Math.floor((now.getTime() - round.at.getTime()) / repeatEvery);
  if (more === 0) return [];
  return [`${count(more, 'later round of calls', 'later rounds of calls')}, because one round calls everybody`];
}

function due(at: Date): string {
  return `(due ${at.toISOString()})`;
}

function updateReminder({ updates }: Incident): string {
  return nameOfReminder(updates.count + 1);
}

function nameOfTimer(timer: Timer, incident: Incident, policy: Policy): string {
  switch (timer.type) {
    case 'nudge':
    case 'overdue':
      return updateReminder(incident);
    case 'step':
      return nameOfStep(timer.step.kind, titleOf(policy, timer.step.target));
    case 'taskDue':
      return nameOfTask(timer.task);
    default:
      return timerNames[timer.type];
  }
}
