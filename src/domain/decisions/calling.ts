import { UserError } from '../../errors.ts';
import type { Command } from '../commands.ts';
import { type Draft, inviteBeforeMention, plan, post, record, refreshAll } from '../draft.ts';
import { minutes, plus } from '../duration.ts';
import { type Incident, holderOf, nameOf } from '../incident.ts';
import type { CallKind, DueItem } from '../notices.ts';
import { hasOpenPage } from '../open-page.ts';
import { acknowledge, calledOf, missingDuty } from '../people.ts';
import { type LadderStep, type Policy, isQuiet, personBehind, severityOf, titleOf } from '../policy.ts';
import { ladderOf } from '../ladder.ts';
import { ringPhone } from '../rings.ts';
import { repeatEvery } from '../schedule.ts';

/** Somebody presses *Acknowledge*: the steps that wait for an answer stop. */
export function acknowledged(draft: Draft, command: Extract<Command, { type: 'acknowledge' }>): void {
  acknowledge(draft, command.by);
}

/** Refuses to call one person by hand where nobody is called at all. */
export function refuseCalling(incident: Incident): void {
  refuseForBackfill(incident);
  if (incident.kind === 'drill')
    throw new UserError(
      'drill-pages-nobody',
      'This is a drill: nobody is paged.',
      'To have somebody take part, invite them to the channel.',
    );
}

/** Refuses to call anybody for what is over, also where somebody reopened it to put it right. */
export function refuseForBackfill(incident: Incident): void {
  if (incident.kind !== 'backfill') return;
  throw new UserError(
    'backfill-pages-nobody',
    `${nameOf(incident)} was recorded afterwards: nobody is called for it.`,
    'If it has come back, declare it anew.',
  );
}

/** What a page came to: on the record, and in the channel where it was asked for by hand or went wrong. */
export function pageAnswered(draft: Draft, command: Extract<Command, { type: 'pageAnswered' }>): void {
  const { answer } = command;
  record(draft, 'pageAnswered', null, {
    user: command.user,
    title: command.title,
    outcome: answer.outcome,
    via: answer.via,
    reason: answer.outcome === 'refused' ? answer.reason : null,
    rang: answer.outcome === 'accepted' && answer.rang,
    with: answer.outcome === 'accepted' ? (answer.with ?? null) : null,
    ...(command.beside === true && { beside: true }),
  });
  if (answer.outcome === 'refused') {
    delete draft.incident.pages[command.user];
    post(draft, {
      type: 'trouble',
      what: `${command.title === '' ? '' : `${command.title} `}<@${command.user}> could not be reached by ${answer.via}: ${answer.reason}.`,
      remedy: 'Reach them another way, or page somebody else.',
    });
  }
}

/** For the record: nobody was really called. */
export function inDrill({ kind }: Incident): { drill?: true } {
  return kind === 'drill' ? { drill: true } : {};
}

// Each is an edit when something is answered; older ones are out of sight.
const mostTracked = 12;

/** Remembers a message whose buttons will have nothing to do one day. */
export function track({ incident }: Draft, id: string): void {
  incident.calls = [...incident.calls, id].slice(-mostTracked);
}

/** Calls one person, by a message and by their phone: once for everything that one decision wants of them. */
export function callPerson(
  draft: Draft,
  user: string,
  title: string,
  kind: CallKind,
  why: string | null,
  by: string | null,
): void {
  const { incident, now } = draft;
  if (kind !== 'inform') incident.reached[user] = now;
  // An exercise calls nobody; its channel says who would have been called.
  if (incident.kind === 'drill') return;
  if (draft.effects.some(({ effect }) => effect.type === 'page' && effect.user === user)) return;
  // Who is asked for by hand is asked by a person, who means it.
  const quiet = kind !== 'page' && isTold(draft);
  if (kind !== 'inform') incident.pages[user] = { at: now, stoodDown: null, quiet, instead: null };
  const notice = { type: 'call', user, call: kind, why, by } as const;
  track(draft, plan(draft, { type: 'page', user, title, notice }));
  if (kind !== 'inform' && !quiet) ringPhone(draft, { user, title, call: kind, why });
}

/** At this severity people are told in Slack, and no phone rings. */
export function isTold({ incident, policy }: Draft): boolean {
  return isQuiet(severityOf(policy, incident.severity));
}

function quietly(draft: Draft): { quiet?: true } {
  return isTold(draft) ? { quiet: true } : {};
}

// Who is known by e-mail only is looked up in Slack; when that has not worked for so long, the title is called instead.
const lookUpPatience = minutes(5);

/** The person behind a target is known by e-mail, and Slack has not said yet who that is. */
export function isLookedUp(policy: Policy, target: string): boolean {
  const person = personBehind(policy, target);
  return person !== null && person.slack === null && person.email !== null;
}

/** Waits a minute for the look-up; false when it was waited for long enough. `timer` is a step's id or `noCommander`. */
export function postpone(draft: Draft, timer: string, planned: Date): boolean {
  const { incident, now } = draft;
  if (now.getTime() - planned.getTime() >= lookUpPatience) return false;
  incident.ladder.postponed[timer] = plus(now, minutes(1));
  return true;
}

/** The ladder was gone through: everybody on it who has to answer is called once more. `by` is who asked for it. */
export function callAgain(draft: Draft, planned: Date, by: string | null = null): DueItem {
  const { incident, policy, now } = draft;
  const reach = ladderOf(incident, policy).filter((step) => step.kind === 'reach');
  const tried = [...new Set(reach.map((step) => step.target))].map((target) => {
    // Who has the role now is the one to wake.
    const called = { ...calledOf(policy, target), ...holderAsCalled(incident, target) };
    const at = called.user === null ? undefined : incident.reached[called.user];
    return {
      title: called.title,
      user: called.user,
      at: (at ?? incident.ladder.start).toISOString(),
      phone: called.phone,
    };
  });
  incident.ladder.round += 1;
  incident.ladder.lastReachAt = now;
  const told = { round: incident.ladder.round, tried: tried.map((one) => one.title) };
  record(draft, 'ladderRepeated', by, { ...told, ...inDrill(incident), ...quietly(draft) });
  for (const { user, title } of tried)
    if (user !== null && user !== incident.declaredBy) {
      inviteBeforeMention(draft, [user]);
      callPerson(draft, user, title, 'reach', null, by);
    }
  const again = plus(now, repeatEvery).toISOString();
  return { type: 'ladderEnd', planned: planned.toISOString(), tried, again, by, ...quietly(draft) };
}

function holderAsCalled(incident: Incident, target: string): { user: string; name: null; phone: null } | null {
  const user = holderOf(incident, target);
  return user === null ? null : { user, name: null, phone: null };
}

/**
 * Fires one step of the ladder and says what the channel should read; null when the person it would reach
 * declared the incident and so has answered for this step, has an earlier call to answer, or is still being looked up.
 */
export function fireStep(
  draft: Draft,
  step: LadderStep,
  planned: Date,
  early: Extract<DueItem, { type: 'step' }>['early'],
  by: string | null,
): Extract<DueItem, { type: 'step' }> | null {
  const { incident, policy, now } = draft;
  if (isLookedUp(policy, step.target) && postpone(draft, step.id, planned)) return null;
  incident.ladder.fired[step.id] = now;
  const title = titleOf(policy, step.target);
  const user = personBehind(policy, step.target)?.slack ?? null;
  if (user !== null && user === incident.declaredBy) {
    record(draft, 'stepSkipped', null, { target: title, user, reason: 'declared it' });
    return null;
  }
  if (user !== null && step.kind === 'reach' && by === null && hasOpenPage(incident, user, now, isTold(draft))) {
    incident.ladder.lastReachAt = now;
    record(draft, 'stepSkipped', null, { target: title, user, reason: 'was called already and has not answered yet' });
    refreshAll(draft, incident.calls);
    return null;
  }
  incident.ladder.lastFiredAt = now;
  if (step.kind === 'reach') incident.ladder.lastReachAt = now;
  const told = { target: title, user, kind: step.kind, planned: planned.toISOString(), early };
  record(draft, 'stepFired', by, { ...told, ...inDrill(incident), ...quietly(draft) });
  if (user !== null) {
    inviteBeforeMention(draft, [user]);
    callPerson(draft, user, title, step.kind, null, by);
  }
  return {
    type: 'step',
    planned: planned.toISOString(),
    kind: step.kind,
    called: calledOf(policy, step.target),
    round: incident.ladder.round,
    early,
    by,
    ...quietly(draft),
    ...missingDuty(policy, step.target),
  };
}
