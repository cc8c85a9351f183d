import { UserError } from '../../errors.ts';
import type { Command } from '../commands.ts';
import { decide } from '../decide.ts';
import { declare } from '../decisions/declare.ts';
import type { Decision } from '../draft.ts';
import { minutes, plus } from '../duration.ts';
import { type Incident, holderOf, isOpen } from '../incident.ts';
import { channelNameFor } from '../naming.ts';
import { ownerOfUpdates } from '../people.ts';
import { type Policy, isUrgent, personBehind, severityOf } from '../policy.ts';
import { nextWake } from '../schedule.ts';
import { ladderOf } from '../ladder.ts';
import type { PlanLine } from './plan-line.ts';
import { asIfFound, declarer, seeThrough, standInCommander } from './see-through.ts';
import { tellEffect } from './tell-effect.ts';

/** What people do, in the order in which they do it where it falls together. */
export const planEvents = ['answer', 'take', 'identified', 'monitoring', 'resolve', 'close'] as const;
/** One thing that somebody does. */
export type PlanEvent = (typeof planEvents)[number];

/** The incident that is gone through. */
export type PlannedIncident = {
  policy: Policy;
  severity: string;
  at: Date;
  /** Minutes since the declaration at which the commander (or for an answer whoever is called first) does each; none: nobody does anything. */
  events?: Partial<Record<PlanEvent, number>>;
  /** Whoever owes the updates posts each a minute before it is due. */
  updates?: boolean;
  private?: boolean;
  dataBreach?: boolean;
  title?: string;
  /** Who declares; null is somebody whom the ladder does not call. */
  declaredBy?: string | null;
  /** How far it looks; null for as long as is worth reading. */
  hours?: number | null;
};

// A ladder of ten-minute rounds over a fortnight is 2,000 decisions.
const mostDecisions = 5000;

/** Goes through an incident by the rules that run a real one, and says each thing that would be seen. Sends nothing. */
export function planIncident(asked: PlannedIncident): PlanLine[] {
  const policy = asIfFound(asked.policy);
  const lines: PlanLine[] = [];
  let now = asked.at;
  function take({ incident, effects }: Decision): Incident {
    const sight = seeThrough(incident, policy, now);
    const minute = Math.floor((now.getTime() - asked.at.getTime()) / minutes(1));
    for (const { effect } of effects)
      lines.push(...tellEffect(effect, sight).map((said) => ({ minute, at: now, ...said })));
    return incident;
  }

  let incident = take(declare(declarationOf(asked), policy, now));
  const name = channelNameFor(incident, policy, null);
  incident = take(decide(incident, { type: 'channelOpened', id: 'C0PLAN', name }, policy, now));
  const end = horizonOf(asked);
  const events = doingsOf(asked);
  for (let n = 0; ; n += 1) {
    if (n === mostDecisions) throw new Error('A plan does not end');
    const wake = nextWake(incident, policy);
    const doing = nextDoing(incident, events[0], asked);
    const timer = wake !== null && (doing === null || wake <= doing.at);
    const at = timer ? wake : (doing?.at ?? null);
    if (at === null || at > end) return lines;
    if (at > now) now = at;
    if (!timer && doing?.event === events[0]?.event) events.shift();
    const command = timer || doing === null ? ({ type: 'tick' } as const) : commandFor(doing.event, incident, policy);
    incident = take(decide(incident, command, policy, now));
  }
}

function declarationOf({ severity, private: hidden, dataBreach, title, declaredBy }: PlannedIncident) {
  return {
    id: 'plan',
    workspace: 'plan',
    number: 1,
    title: title ?? 'Example',
    severity,
    affected: null,
    impact: null,
    exposure: dataBreach ?? false,
    private: hidden ?? false,
    drill: false,
    declaredBy: declaredBy ?? declarer,
    commander: null,
    source: null,
    similar: [],
  };
}

type Doing = { event: PlanEvent | 'update'; at: Date };

function doingsOf({ at, events = {} }: PlannedIncident): Doing[] {
  return planEvents
    .flatMap((event): Doing[] => {
      const minute = events[event];
      return minute === undefined ? [] : [{ event, at: plus(at, minutes(minute)) }];
    })
    .sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** How far is looked. Unless it was said: three days behind the week in which the report is due; else four hours, or three days where only working hours count. */
export function horizonOf({ policy, severity, at, events = {}, hours = null }: PlannedIncident): Date {
  const quiet = isUrgent(severityOf(policy, severity)) ? 4 : 72;
  const usual = events.resolve === undefined ? quiet : events.resolve / 60 + 240;
  return plus(at, (hours ?? usual) * minutes(60));
}

function nextDoing(incident: Incident, event: Doing | undefined, { updates }: PlannedIncident): Doing | null {
  const { due } = incident.cadence;
  const post = updates === true && due !== null && isOpen(incident) ? plus(due, -minutes(1)) : null;
  if (post !== null && (event === undefined || post < event.at)) return { event: 'update', at: post };
  return event ?? null;
}

function commandFor(event: Doing['event'], incident: Incident, policy: Policy): Command {
  const named = personBehind(policy, 'commander')?.slack ?? standInCommander;
  const by = holderOf(incident, 'commander') ?? named;
  switch (event) {
    case 'answer':
      return { type: 'acknowledge', by: firstCalled(incident, policy) ?? by };
    case 'take':
      return { type: 'takeRole', by: named, role: 'commander', takeOver: null };
    case 'identified':
    case 'monitoring':
      return { type: 'changeStatus', by, to: event, why: null };
    case 'resolve':
      return { type: 'resolve', by, what: null, fix: null, customers: null, owner: null };
    case 'close':
      return { type: 'close', by };
    case 'update': {
      const text = 'What is known now.';
      const nothing = { know: null, done: null, next: null, eta: null, nextIn: null };
      return { type: 'postUpdate', by: ownerOfUpdates(incident), status: null, text, ...nothing };
    }
  }
}

function firstCalled(incident: Incident, policy: Policy): string | null {
  const steps = ladderOf(incident, policy).filter(({ kind }) => kind === 'reach');
  return steps.flatMap(({ target }) => personBehind(policy, target)?.slack ?? [])[0] ?? null;
}

/** Refuses what cannot be gone through, before anything is printed. */
export function refuseCourse(events: Partial<Record<PlanEvent, number>>): void {
  const { resolve, close } = events;
  if (close !== undefined && (resolve === undefined || close < resolve))
    throw new UserError(
      'close-before-resolve',
      'An incident is closed after it was resolved.',
      'Give --resolve with an earlier time than --close, such as --resolve 75m --close 2h.',
    );
  const late = planEvents.find((event) => event !== 'close' && resolve !== undefined && (events[event] ?? 0) > resolve);
  if (late !== undefined)
    throw new UserError(
      'after-resolve',
      `--${late} comes after --resolve, and a resolved incident is over.`,
      `Give --${late} an earlier time than --resolve, or leave it out.`,
    );
}
