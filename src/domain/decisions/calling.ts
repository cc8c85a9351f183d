import { UserError } from '../../errors.ts';
import type { Command } from '../commands.ts';
import { type Draft, inviteBeforeMention, plan, post, record, refreshSurfaces } from '../draft.ts';
import { nameOf } from '../incident.ts';
import type { CallKind, DueItem } from '../notices.ts';
import { acknowledge, calledOf, touch } from '../people.ts';
import { type LadderStep, personBehind, titleOf } from '../policy.ts';
import { stepTimes, untriedSteps } from '../schedule.ts';

/** Somebody presses *Acknowledge*: the steps that wait for an answer stop. */
export function acknowledged(draft: Draft, command: Extract<Command, { type: 'acknowledge' }>): void {
  acknowledge(draft, command.by);
}

/** The next step of the ladder, now. Somebody asks for more help: that is not an answer. */
export function escalate(draft: Draft, command: Extract<Command, { type: 'escalate' }>): void {
  const { incident, policy, now } = draft;
  const next = untriedSteps(incident, policy).sort((a, b) => a.after - b.after)[0];
  if (next === undefined)
    throw new UserError(
      'ladder-done',
      `${nameOf(incident)} has no further escalation step: everybody on the ladder was called or has a role.`,
      'Page a person by name.',
      { offer: { label: 'Page someone', action: 'open_page', value: { incident: incident.id } } },
    );
  incident.active[command.by] = now;
  const planned = stepTimes(incident, next).planned;
  const item = fireStep(draft, next, planned > now ? now : planned, 'asked', command.by);
  if (item === null) return escalate(draft, command);
  const id = post(draft, { type: 'due', items: [item] });
  incident.calls.push(id);
  refreshSurfaces(draft);
}

/** One person is reached now, by hand. The channel hears what became of it. */
export function pagePerson(draft: Draft, command: Extract<Command, { type: 'page' }>): void {
  if (draft.incident.kind === 'drill')
    throw new UserError(
      'drill-pages-nobody',
      'This is a drill: nobody is paged.',
      'To have somebody take part, invite them to the channel.',
    );
  if (command.user === command.by)
    throw new UserError('page-yourself', 'You are here already.', 'Choose the person whom you need.');
  record(draft, 'paged', command.by, { user: command.user, why: command.why });
  inviteBeforeMention(draft, [command.user]);
  callPerson(draft, command.user, '', 'page', command.why, command.by);
  touch(draft, command.by);
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
  });
  if (answer.outcome === 'refused')
    post(draft, {
      type: 'trouble',
      what: `${command.title === '' ? '' : `${command.title} `}<@${command.user}> could not be reached by ${answer.via}: ${answer.reason}.`,
      remedy: 'Reach them another way, or page somebody else.',
    });
}

/** Calls one person: a page through the pager port. */
export function callPerson(
  draft: Draft,
  user: string,
  title: string,
  kind: CallKind,
  why: string | null,
  by: string | null,
): void {
  const { incident, now } = draft;
  incident.reached[user] = now;
  // An exercise calls nobody; its channel says who would have been called.
  if (incident.kind === 'drill') return;
  const notice = { type: 'call', user, call: kind, why, by } as const;
  const id = plan(draft, { type: 'page', user, title, notice });
  incident.calls.push(id);
}

/**
 * Fires one step of the ladder and says what the channel should read; null when the person it would reach
 * declared the incident and so has answered for this step.
 */
export function fireStep(
  draft: Draft,
  step: LadderStep,
  planned: Date,
  early: 'respondWithin' | 'asked' | null,
  by: string | null,
): Extract<DueItem, { type: 'step' }> | null {
  const { incident, policy, now } = draft;
  incident.ladder.fired[step.id] = now;
  const title = titleOf(policy, step.target);
  const user = personBehind(policy, step.target)?.slack ?? null;
  if (user !== null && user === incident.declaredBy) {
    record(draft, 'stepSkipped', null, { target: title, user, reason: 'declared it' });
    return null;
  }
  incident.ladder.lastFiredAt = now;
  if (step.kind === 'reach') incident.ladder.lastReachAt = now;
  record(draft, 'stepFired', by, { target: title, user, kind: step.kind, planned: planned.toISOString(), early });
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
  };
}
