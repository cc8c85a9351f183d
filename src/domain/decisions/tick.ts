import { type Draft, inviteBeforeMention, post, record, refreshAll, refreshSurfaces } from '../draft.ts';
import { holderOf } from '../incident.ts';
import type { Called, DueItem } from '../notices.ts';
import { calledOf, ownerOfUpdates, standInOf } from '../people.ts';
import { plus } from '../duration.ts';
import { isUrgent, roleOf, severityOf, titleOf } from '../policy.ts';
import { countReminder, isReminder, overdueStageAt } from '../calm.ts';
import { pendingSteps } from '../ladder.ts';
import { hasOpenPage } from '../open-page.ts';
import { type Timer, timersOf, vacantRoles } from '../schedule.ts';
import { learnZones, sendDigest, settleZones } from './digest.ts';
import { askCommander, keepQuestion, seekCommand } from './liveness.ts';
import { parkEnded } from './park.ts';
import { nextAtOnce } from './ringing.ts';
import { askAsPlanned } from './plan-handover.ts';
import { keepAsked, taskDue } from './tasks.ts';
import { callAgain, callPerson, fireStep, inDrill, isLookedUp, isTold, postpone, track } from './calling.ts';

// Timers a few seconds apart are one moment to people, and become one message.
const sameMoment = 5000;
// A timer that stayed due after it fired would turn for ever. A hundred tasks and a digest for each owner may be due at once.
const mostAtOnce = 300;

/** Fires whatever is due. What falls together becomes one message. */
export function tick(draft: Draft, zones: Record<string, string> = {}): void {
  learnZones(draft, zones);
  const { incident, policy, now } = draft;
  const items: DueItem[] = [];
  const latest = plus(now, sameMoment);
  for (let n = 0; ; n += 1) {
    const timer = timersOf(incident, policy)[0];
    if (timer === undefined || timer.at > latest) break;
    if (n === mostAtOnce) throw new Error(`The timer ${timer.type} of incident ${incident.id} does not end`);
    const said = fire(draft, timer, items);
    if (said.some(isReminder) && !items.some(isReminder)) countReminder(draft);
    items.push(...said);
  }
  const [first] = items;
  if (first === undefined) return;
  inviteBeforeMention(
    draft,
    items.flatMap((item) => ('ask' in item ? [item.ask].flat() : [])),
  );
  if (items.length === 1 && first.type === 'nudge') {
    const { number, due, ask } = first;
    incident.cadence.asks.push(post(draft, { type: 'nudge', number, due, ask }));
    return;
  }
  const id = post(draft, { type: 'due', items });
  if (items.some((item) => item.type === 'overdue' || item.type === 'nudge')) incident.cadence.asks.push(id);
  track(draft, id);
  keepAsked(draft, items, id);
  keepQuestion(draft, items, id);
  refreshSurfaces(draft);
}

// `before`: what the same message says already.
function fire(draft: Draft, timer: Timer, before: readonly DueItem[]): DueItem[] {
  const { incident, policy, now } = draft;
  const planned = timer.planned.toISOString();
  switch (timer.type) {
    case 'nudge':
      return nudgeOrLater(draft, timer);
    case 'overdue':
      return overdue(draft, timer);
    case 'step':
      return steps(draft, timer);
    case 'respondWithin':
      return respondWithin(draft, timer, before);
    case 'ladderEnd':
      return [callAgain(draft, timer.planned)];
    case 'noCommander':
      return noCommander(draft, timer);
    case 'commanderSilent':
      return askCommander(draft, timer.planned);
    case 'commandSought':
      return seekCommand(draft, timer.planned);
    case 'lapse':
      return [lapse(draft, timer)];
    case 'handoverPlanned':
      askAsPlanned(draft, timer.role);
      return [];
    case 'handoverUnanswered': {
      const asked = incident.handovers[timer.role];
      if (asked === undefined) return [];
      delete incident.handovers[timer.role];
      refreshAll(draft, [asked.id]);
      record(draft, 'handoverUnanswered', null, { role: timer.role, from: asked.from, to: asked.to });
      return [
        { type: 'handoverUnanswered', planned, role: roleOf(policy, timer.role).name, from: asked.from, to: asked.to },
      ];
    }
    case 'rolesUnfilled': {
      const roles = vacantRoles(incident, policy).map((key) => roleOf(policy, key).name);
      incident.rolesAsked = true;
      record(draft, 'rolesUnfilled', null, { roles });
      return [{ type: 'rolesUnfilled', planned, roles }];
    }
    case 'soakEnded':
      incident.soakUntil = null;
      record(draft, 'soakEnded', null, {});
      return [{ type: 'soakEnded', planned, ask: holderOf(incident, 'commander') }];
    case 'parkEnded':
      return parkEnded(draft);
    case 'silent': {
      const since = incident.quietSince.toISOString();
      incident.quietSince = now;
      record(draft, 'silence', null, { since });
      return [{ type: 'silent', planned, since, ask: holderOf(incident, 'commander') ?? incident.declaredBy }];
    }
    case 'taskDue':
      return taskDue(draft, timer);
    case 'zones':
      settleZones(draft);
      return [];
    case 'digest':
      sendDigest(draft, timer.owner, plus(now, sameMoment));
      return [];
  }
}

// After a downtime the reminders of one update collapse into the last of them.
function nudgeOrLater(draft: Draft, timer: Timer): DueItem[] {
  const { incident, policy, now } = draft;
  const { due } = incident.cadence;
  if (due === null) return [];
  if (overdueStageAt(incident, policy, due, plus(now, sameMoment)) !== null) return overdue(draft, timer);
  incident.cadence.stage = 1;
  const number = incident.updates.count + 1;
  const ask = ownerOfUpdates(incident);
  record(draft, 'updateNudged', null, { number, ask, due: due.toISOString() });
  return [{ type: 'nudge', planned: timer.planned.toISOString(), number, due: due.toISOString(), ask }];
}

// The commander or the stand-in may be the very person who was asked already: then there is nobody more to ask.
function overdue(draft: Draft, timer: Timer): DueItem[] {
  const { incident, policy, now } = draft;
  const due = incident.cadence.due ?? now;
  const saidBefore = incident.cadence.stage >= 2;
  // Everybody was asked on an earlier day: the owner is reminded once a day.
  const again = incident.cadence.stage >= 4;
  const stage = overdueStageAt(incident, policy, due, plus(now, sameMoment)) ?? 'due';
  incident.cadence.stage = { due: 2, commander: 3, standIn: 4 }[stage];
  const owner = ownerOfUpdates(incident);
  const commander = holderOf(incident, 'commander');
  const more = { due: null, commander, standIn: standInOf(incident, policy) }[stage];
  const onlyOwner = more === null || more === owner;
  if (onlyOwner && saidBefore && stage === 'commander') return [];
  const ask = again || onlyOwner ? [owner] : stage === 'commander' ? [owner, more] : [more];
  const number = incident.updates.count + 1;
  record(draft, 'updateOverdue', null, { number, stage: again ? 'again' : stage, ask, due: due.toISOString() });
  const told = again || onlyOwner ? 'due' : stage;
  return [{ type: 'overdue', planned: timer.planned.toISOString(), number, due: due.toISOString(), stage: told, ask }];
}

// Steps planned for the same minute fire together; what is overdue behind them waits its two minutes.
function steps(draft: Draft, timer: Extract<Timer, { type: 'step' }>): DueItem[] {
  const { incident, policy, now } = draft;
  const together = timersOf(incident, policy).filter(
    (other): other is Extract<Timer, { type: 'step' }> =>
      other.type === 'step' && other.at <= plus(now, sameMoment) && other.step.after === timer.step.after,
  );
  const items = together.flatMap((one) => fireStep(draft, one.step, one.planned, null, null) ?? []);
  const nobody = items.some(({ kind, called, duty }) => kind === 'reach' && called.user === null && duty !== undefined);
  return [...items, ...(nobody ? [nextAtOnce(draft)].filter((item) => item !== null) : [])];
}

// Whoever the ladder itself calls in this moment is the next step: nobody else is called before their time.
function respondWithin(draft: Draft, timer: Timer, before: readonly DueItem[]): DueItem[] {
  const { incident, policy } = draft;
  const severity = severityOf(policy, incident.severity);
  incident.ladder.respondWithinMissed = true;
  record(draft, 'respondWithinMissed', null, { severity: severity.key });
  const calls = before.some((item) => item.type === 'step' && item.kind === 'reach');
  const [next] = pendingSteps(incident, policy)
    .filter((step) => step.kind === 'reach')
    .sort((a, b) => a.after - b.after);
  const item = calls || next === undefined ? null : fireStep(draft, next, timer.planned, 'respondWithin', null);
  const missed: DueItem = {
    type: 'respondWithin',
    planned: timer.planned.toISOString(),
    since: incident.ladder.start.toISOString(),
  };
  return item === null ? [missed] : [missed, item];
}

// Whom the ladder called a moment ago is not called once more: the call that waits asks for the same.
function noCommander(draft: Draft, timer: Timer): DueItem[] {
  const { incident, policy, now } = draft;
  const planned = timer.planned;
  const called = inPlaceOf(draft, calledOf(policy, 'commander'));
  if (isLookedUp(policy, 'commander') && postpone(draft, 'noCommander', planned)) return [];
  incident.commanderAsked = true;
  const { user } = called;
  const open = user !== null && incident.standing === null && hasOpenPage(incident, user, now, isTold(draft));
  const waiting = open ? incident.pages[user]?.at.toISOString() : undefined;
  record(draft, 'commanderMissing', null, { user, ...(open ? { waiting } : {}), ...inDrill(incident) });
  const about = { type: 'noCommander', planned: planned.toISOString(), called } as const;
  if (waiting !== undefined) return [{ ...about, page: false, waiting }];
  const page = isUrgent(severityOf(policy, incident.severity)) && user !== null && user !== incident.declaredBy;
  inviteBeforeMention(draft, [user]);
  if (page) callPerson(draft, user, called.title, 'reach', 'nobody has command', null);
  else if (user !== null) incident.reached[user] = now;
  return [{ ...about, page }];
}

// Whom a person called instead is who is waited for: the other one sleeps on.
function inPlaceOf({ incident, policy }: Draft, called: Called): Called {
  const instead = called.user === null ? null : (incident.pages[called.user]?.instead ?? null);
  if (instead === null) return called;
  const person = Object.values(policy.people).find(({ slack }) => slack === instead);
  return { ...called, name: person?.name ?? null, user: instead, phone: person?.phone ?? null };
}

function lapse(draft: Draft, timer: Extract<Timer, { type: 'lapse' }>): DueItem {
  const { incident, policy, now } = draft;
  const standing = incident.standing ?? { user: incident.declaredBy, at: now };
  incident.standing = null;
  incident.ladder.resumedAt = now;
  const resumes = pendingSteps(incident, policy)
    .filter((step) => step.unless === 'acknowledged')
    .map((step) => titleOf(policy, step.target));
  const said = {
    user: standing.user,
    since: standing.at.toISOString(),
    reason: timer.reason,
    ...(timer.reason === 'silent' && timer.heard > standing.at && { heard: timer.heard.toISOString() }),
    resumes,
  };
  record(draft, 'lapsed', null, said);
  return { type: 'lapse', planned: timer.planned.toISOString(), ...said };
}
