import type { Draft } from './draft.ts';
import { addDuration, localDay, minutes, nextWorkingDay, plus, toWorkingTime } from './duration.ts';
import { type Incident, isOpen } from './incident.ts';
import type { DueItem } from './notices.ts';
import { type Policy, isUrgent, severityOf } from './policy.ts';

/** A low severity reminds so often on one day, whatever falls together. */
export const mostRemindersADay = 4;

/** An update that did not come is asked for at its time, then of the commander too, then of the stand-in. */
export type OverdueStage = 'due' | 'commander' | 'standIn';

/** Low severities have time: they remind in working hours only. */
export function isCalm(incident: Incident, policy: Policy): boolean {
  return !isUrgent(severityOf(policy, incident.severity));
}

/** Somebody is at work on it who cannot wait: what concerns it goes out before what concerns others. */
export function isPressing(incident: Incident, policy: Policy): boolean {
  return isOpen(incident) && !isCalm(incident, policy);
}

/** When an overdue update is asked for: five minutes apart, an hour of work apart on low severities. */
export function overdueTimes(incident: Incident, policy: Policy, due: Date): Record<OverdueStage, Date> {
  if (!isCalm(incident, policy)) return { due, commander: plus(due, minutes(5)), standIn: plus(due, minutes(10)) };
  const later = (hours: number) => addDuration(due, { clock: 'business hours', ms: minutes(hours * 60) }, policy);
  return { due: toWorkingTime(due, policy), commander: later(1), standIn: later(2) };
}

/** The overdue stages that have come by `now`, the last of them first. After a downtime only one is said. */
export function overdueStageAt(incident: Incident, policy: Policy, due: Date, now: Date): OverdueStage | null {
  const times = overdueTimes(incident, policy, due);
  return (['standIn', 'commander', 'due'] as const).find((stage) => times[stage] <= now) ?? null;
}

/** When a reminder planned for `planned` comes: on low severities in working hours, and the next day once the day has had its share. */
export function reminderTime(incident: Incident, policy: Policy, planned: Date): Date {
  if (!isCalm(incident, policy)) return planned;
  const at = toWorkingTime(planned, policy);
  const { day, count } = incident.reminders;
  return count >= mostRemindersADay && localDay(at, policy) === day ? nextWorkingDay(at, policy) : at;
}

/** When an update that everybody was asked for is asked for once more: on the next working day. Urgent ones have the silence. */
export function askAgainAt(incident: Incident, policy: Policy): Date | null {
  const { last } = incident.reminders;
  return isCalm(incident, policy) && last !== null ? nextWorkingDay(last, policy) : null;
}

/** Counts a message that reminds somebody. */
export function countReminder({ incident, policy, now }: Draft): void {
  const day = localDay(now, policy);
  const { reminders } = incident;
  incident.reminders = { day, count: reminders.day === day ? reminders.count + 1 : 1, last: now };
}

/** The message asks somebody for something; steps of the ladder are no reminders. */
export function isReminder({ type }: DueItem): boolean {
  return type !== 'step' && type !== 'ladderEnd';
}
