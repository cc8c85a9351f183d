import type { Command } from '../commands.ts';
import { type Draft, plan, record, refreshAll } from '../draft.ts';
import { minutes, plus, toWorkingTime, workingDayUpTo } from '../duration.ts';
import { type FollowUp, followUpsOf, hoursOf, tellAt, unknownZones } from '../follow-ups.ts';
import type { Incident } from '../incident.ts';
import type { Policy } from '../policy.ts';

// Edited when what they name is done; older ones are out of sight.
const mostMessages = 6;

// A timer that fires a little late has not made anything overdue.
const tolerated = minutes(5);

/** Where people work, as Slack has just said. */
export function learnZones({ incident }: Draft, zones: Record<string, string>): void {
  Object.assign(incident.digest.zones, zones);
}

/** Who is not known by now works by the policy's clock. */
export function settleZones({ incident, policy }: Draft): void {
  for (const owner of unknownZones(incident, policy)) incident.digest.zones[owner] = null;
}

/**
 * Tells one person everything of theirs that is due by the end of their working day, in one direct message. `latest` is the
 * end of what counts as now. Never outside their working hours: after a downtime it waits for the next morning.
 */
export function sendDigest(draft: Draft, owner: string, latest: Date): void {
  const { incident, policy, now } = draft;
  const hours = hoursOf(incident, policy, owner);
  const working = toWorkingTime(latest, hours);
  if (working > latest) {
    incident.digest.notBefore[owner] = working;
    return;
  }
  const endOfDay = workingDayUpTo(latest, hours).to;
  const items = followUpsOf(incident, policy)
    .filter((item) => item.owner === owner && isToldNow(draft, item, latest, endOfDay))
    .map((item) => ({ ...item, overdue: item.due < plus(now, -tolerated) }));
  for (const { key, due, overdue, what, text } of items) {
    incident.digest.told[key] = { due, overdue };
    record(draft, 'followUpTold', null, {
      what: what === 'action' ? key : what === 'checklist' ? text : what,
      owner,
      due: due.toISOString(),
      overdue,
    });
  }
  const told = items.map(({ key, what, due, overdue }) => ({ key, what, due: due.toISOString(), overdue }));
  const id = plan(draft, {
    type: 'post',
    to: { type: 'person', user: owner },
    notice: { type: 'digest', user: owner, items: told },
  });
  incident.digest.messages = [...incident.digest.messages, id].slice(-mostMessages);
}

// What was told as due comes again only on the day after; what is due later today comes along.
function isToldNow({ incident, policy }: Draft, item: FollowUp, latest: Date, endOfDay: Date): boolean {
  const at = tellAt(incident, policy, item);
  if (at === null) return false;
  const told = incident.digest.told[item.key]?.due.getTime() === item.due.getTime();
  return at <= latest || (!told && item.due <= endOfDay);
}

/** Somebody says that the review meeting was held or that the post-mortem is finished, or takes it back. */
export function finishFollowUp(draft: Draft, command: Extract<Command, { type: 'finishFollowUp' }>): void {
  const { incident, now } = draft;
  const item = incident.after.find((one) => one.what === command.what);
  if (item === undefined || (item.doneAt !== null) === command.done) return;
  item.doneAt = command.done ? now : null;
  item.doneBy = command.done ? command.by : null;
  record(draft, 'followUpDone', command.by, { what: command.what, done: command.done });
}

/** Edits the digests when something that they name is done, moved, or not due any more. */
export function keepDigests(draft: Draft, before: Incident): void {
  const { messages } = draft.incident.digest;
  if (messages.length === 0 || states(before, draft.policy) === states(draft.incident, draft.policy)) return;
  refreshAll(draft, messages);
}

function states(incident: Incident, policy: Policy): string {
  return JSON.stringify(followUpsOf(incident, policy));
}
