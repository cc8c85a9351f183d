import { followUpKey } from './checklist-schema.ts';
import { reminderOf } from './checklists.ts';
import { type Hours, nextWorkingDay, toWorkingTime, workingDayUpTo } from './duration.ts';
import type { Incident } from './incident.ts';
import type { Policy } from './policy.ts';

/** Something that one person has to do by a time, after the response. A new kind of it is a line in followUpsOf. */
export type FollowUp = {
  /** Stable within the incident, also when its time moves: `list:closure`, `meeting`, `report`. */
  key: string;
  what: 'checklist' | 'meeting' | 'report' | 'action';
  /** An action item's own words, the name of a checklist; null where the kind says it all. */
  text: string | null;
  owner: string;
  /** From when it was known. */
  since: Date;
  due: Date;
  done: boolean;
  /** How much of it is left, where it can be counted. */
  left: number | null;
};

/** Working hours where that person is; by the policy's clock as long as that is not known. */
export function hoursOf(incident: Incident, policy: Policy, user: string): Hours {
  return {
    businessHours: policy.businessHours,
    timezone: incident.digest.zones[user] ?? policy.timezone,
  };
}

/** Everything that has an owner and a time, done or not. */
export function followUpsOf(incident: Incident, policy: Policy): FollowUp[] {
  return [...checklists(incident, policy), ...afterResolve(incident, policy), ...actionItems(incident)];
}

function checklists(incident: Incident, policy: Policy): FollowUp[] {
  return incident.checklists.flatMap((list) => {
    const reminder = reminderOf(incident, list);
    if (reminder === null) return [];
    const { owner, due, left } = reminder;
    const about = { key: followUpKey(list.key), what: 'checklist' as const, text: list.name, owner, since: list.since };
    return [{ ...about, due: toWorkingTime(due, hoursOf(incident, policy, owner)), done: left === 0, left }];
  });
}

function actionItems(incident: Incident): FollowUp[] {
  return incident.tasks.flatMap(({ id, kind, text, owner, due, at, doneAt }) => {
    // What nobody took is left to whoever writes it up.
    const user = owner ?? incident.resolution?.owner ?? null;
    if (kind !== 'action' || due === null || user === null) return [];
    return [{ key: id, what: kind, text, owner: user, since: at, due, done: doneAt !== null, left: null }];
  });
}

function afterResolve(incident: Incident, policy: Policy): FollowUp[] {
  const owner = incident.resolution?.owner ?? incident.declaredBy;
  const hours = hoursOf(incident, policy, owner);
  return incident.after.map(({ what, since, due, doneAt }) => ({
    key: what,
    what,
    text: null,
    owner,
    since,
    due: toWorkingTime(due, hours),
    done: doneAt !== null,
    left: null,
  }));
}

/** When its owner is next told of it: on the morning of the day on which it is due, once more on the working day after. Null for never. */
export function tellAt(incident: Incident, policy: Policy, item: FollowUp): Date | null {
  if (item.done) return null;
  const hours = hoursOf(incident, policy, item.owner);
  const told = incident.digest.told[item.key];
  if (told?.due.getTime() === item.due.getTime()) return told.overdue ? null : nextWorkingDay(item.due, hours);
  const morning = workingDayUpTo(item.due, hours).from;
  return item.since <= morning ? morning : toWorkingTime(item.due, hours);
}

/** Where somebody works is not known yet, and they own something. */
export function unknownZones(incident: Incident, policy: Policy): string[] {
  const owners = followUpsOf(incident, policy).flatMap((item) => (item.done ? [] : [item.owner]));
  return [...new Set(owners)].filter((owner) => incident.digest.zones[owner] === undefined);
}

/** One digest per owner, and a look at where they work before the first. */
export function digestTimers(incident: Incident, policy: Policy) {
  const next = new Map<string, Date>();
  for (const item of followUpsOf(incident, policy)) {
    const at = tellAt(incident, policy, item);
    const soonest = next.get(item.owner);
    if (at !== null && (soonest === undefined || at < soonest)) next.set(item.owner, at);
  }
  const unknown = unknownZones(incident, policy);
  const timers = [...next].map(([owner, planned]) => {
    const notBefore = incident.digest.notBefore[owner];
    return {
      type: 'digest' as const,
      owner,
      at: notBefore !== undefined && notBefore > planned ? notBefore : planned,
      planned,
    };
  });
  // In the past: at once.
  const now = incident.moments.declared;
  return unknown.length === 0 ? timers : [...timers, { type: 'zones' as const, at: now, planned: now }];
}
