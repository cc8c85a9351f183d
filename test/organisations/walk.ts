import { expect } from 'vitest';
import {
  type PlanEvent,
  planEvents,
  type PlannedIncident,
  planIncident,
} from '../../src/domain/plan-ahead/plan-incident.ts';
import type { PlanLine } from '../../src/domain/plan-ahead/plan-line.ts';
import { type Policy, severityOf } from '../../src/domain/policy.ts';
import { seeThrough } from '../../src/domain/plan-ahead/see-through.ts';
import { tellEffect } from '../../src/domain/plan-ahead/tell-effect.ts';
import type { ChannelView } from '../../sandbox/drivers/channel-view.ts';
import { findByChannel } from '../../src/commands/find-incident.ts';
import type { Incident } from '../../src/domain/incident.ts';
import type { PersonDriver } from '../../sandbox/drivers/person.ts';
import { parseEffect } from '../../src/jobs/effects/parse-effect.ts';
import type { World } from '../support/assemble-world.ts';

/** What people do, each at its minute since the declaration. */
export type Course = Record<PlanEvent, number>;

/** An incident on its way. */
export type Walk = {
  channel: ChannelView;
  /** For `{ in: … }` of the drivers. */
  where: { in: string };
  incident(): Promise<Incident>;
  world: World;
  severity: string;
  course: Course;
  start: Date;
  planned: PlanLine[];
  /** Goes on to a minute, doing on the way what the course has people do. */
  to(minute: number): Promise<void>;
  /** Whole minutes since the declaration. */
  minuteOf(at: Date): number;
  /** The person of a key of the policy. */
  who(key: string): PersonDriver;
};

type Act = { at: Date; what: PlanEvent | 'update'; whom: string | null };

/**
 * Nobody answers until the time to respond is over and everybody who has to answer was called; users feel it until everybody who
 * should know was told. The rest follows at a distance that no reminder has.
 */
export function fullCourse(policy: Policy, severity: string, at: Date): Course {
  const quiet = planIncident({ policy, severity, at });
  const { ladder } = severityOf(policy, severity);
  const last = (kind: 'reach' | 'inform') =>
    Math.max(0, ...ladder.filter((step) => step.kind === kind).map(({ after }) => after / 60_000));
  const overdue = quiet.find(({ what }) => what === 'respondWithin')?.minute ?? 0;
  // Between two minutes, so that no timer falls together with what a person does.
  const answer = Math.max(last('reach'), overdue) + 3.5;
  const monitoring = Math.ceil(Math.max(last('inform'), answer + 10)) + 8.5;
  return {
    answer,
    take: answer + 4,
    identified: answer + 9,
    monitoring,
    resolve: monitoring + 41,
    close: monitoring + 47,
  };
}

/** Declares an incident whose course is planned by what prints `muster plan`, and makes people follow it. */
export async function setOut(world: World, severity: string, what: string): Promise<Walk> {
  await until(world, nextTuesday(world.clock.now()));
  // Whoever declares reads the clock of the policy: a digest comes in the working hours of its reader.
  await world.lena.runs(`/incident declare ${severity} ${what}`, { in: '#general' });
  await world.settle();
  const { number, channelId } = await world.bot.ctx.db.prisma.incident.findFirstOrThrow({
    orderBy: { number: 'desc' },
  });
  const channel = world.channel(channelId ?? '');
  const incident = async (): Promise<Incident> => {
    const found = await findByChannel(world.bot.ctx, {
      workspace: world.sandbox.workspace.teamId,
      channel: channel.id,
    });
    if (found === null) throw new Error(`#${channel.name} belongs to no incident`);
    return found;
  };
  const { title, declaredBy, moments } = await incident();
  const { policy } = world.bot.ctx.runbooks.current;
  const start = moments.declared;
  const course = fullCourse(policy, severity, start);
  const planned = planIncident({ ...plannedBy(course), policy, severity, at: start, title, declaredBy });
  const where = { in: `#${channel.name}` };
  const acts = actsOf(course, planned, start);
  const who = (key: string): PersonDriver => world.person(policy.people[key]?.slack ?? world.lena.id);
  const commander = who(policy.roles.find(({ key }) => key === 'commander')?.primary ?? '');
  const called = planned.find(({ what, whom }) => what === 'called' && whom !== null)?.whom ?? null;
  const personOf = ({ what, whom }: Act): PersonDriver => {
    if (what === 'answer') return called === null ? commander : who(roleHolder(policy, called));
    return what === 'update' && whom !== null ? who(whom) : commander;
  };
  return {
    channel,
    where,
    incident,
    world,
    course,
    severity,
    start,
    planned,
    who,
    minuteOf: (at) => Math.floor((at.getTime() - start.getTime()) / 60_000),
    to: async (minute) => {
      const end = new Date(start.getTime() + minute * 60_000);
      for (let next = acts[0]; next !== undefined && next.at <= end; next = acts[0]) {
        acts.shift();
        await until(world, next.at);
        await act(next, { where, number }, personOf(next));
        await world.settle();
      }
      await until(world, end);
    },
  };
}

/** What was sent is what was planned, line by line: its minute, what it is, for whom and where. */
export async function expectPlanned({ world, incident, planned, minuteOf }: Walk): Promise<void> {
  const after = await incident();
  const { policy } = world.bot.ctx.runbooks.current;
  const rows = await world.bot.ctx.db.prisma.effect.findMany({
    where: { incidentId: after.id },
    orderBy: { seq: 'asc' },
  });
  const now = minuteOf(world.clock.now());
  const sent = rows.flatMap(({ payload, createdAt, state }) =>
    tellEffect(parseEffect(payload), seeThrough(after, policy, createdAt)).map(({ what, whom, where }) =>
      lineOf({ minute: minuteOf(createdAt), what, whom, where }, state),
    ),
  );
  // A real clock takes its seconds: what falls into one minute may come in another order.
  expect(sent.sort(byMinute)).toEqual(
    planned
      .filter(({ minute }) => minute <= now)
      .map((line) => lineOf(line, 'sent'))
      .sort(byMinute),
  );
}

function lineOf(
  { minute, what, whom, where }: Pick<PlanLine, 'minute' | 'what' | 'whom' | 'where'>,
  state: string,
): string {
  return `${minute} min: ${what} ${whom ?? ''} (${where}) ${state}`;
}

function byMinute(one: string, other: string): number {
  return Number.parseInt(one, 10) - Number.parseInt(other, 10) || one.localeCompare(other);
}

function plannedBy(course: Course): Pick<PlannedIncident, 'events' | 'updates'> {
  return { events: course, updates: true };
}

function actsOf(course: Course, planned: PlanLine[], start: Date): Act[] {
  const events = planEvents.map(
    (what): Act => ({ what, whom: null, at: new Date(start.getTime() + course[what] * 60_000) }),
  );
  const updates = planned
    .filter(({ what, where }) => what === 'update' && where === 'channel')
    .map(({ at, whom }): Act => ({ what: 'update', at, whom }));
  return [...events, ...updates].sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** The key of the person whom a role or a person of the policy stands for. */
export function roleHolder(policy: Policy, target: string): string {
  return policy.roles.find(({ key }) => key === target)?.primary ?? target;
}

const tuesday = 2;

/**
 * Each begins at ten of a Tuesday of its own, so that what falls into working hours is the same in every run; and half a minute after, so
 * that what comes at a whole hour and what comes a number of minutes later keep their minute while a real clock takes its seconds.
 */
function nextTuesday(now: Date): Date {
  const ten = new Date(now);
  ten.setUTCHours(10, 0, 30, 0);
  const days = (tuesday - ten.getUTCDay() + 7) % 7;
  ten.setUTCDate(ten.getUTCDate() + (days === 0 && now > ten ? 7 : days));
  return ten;
}

async function until(world: World, at: Date): Promise<void> {
  const seconds = (at.getTime() - world.clock.now().getTime()) / 1000;
  await world.clock.forward({ seconds: Math.max(0, seconds) });
}

async function act(
  { what }: Act,
  { where, number }: { where: { in: string }; number: number },
  person: PersonDriver,
): Promise<void> {
  switch (what) {
    case 'answer':
      return person.runs(`/incident INC-${number} ack`, { in: '#general' });
    case 'take':
      return person.runs(`/incident INC-${number} take`, { in: '#general' });
    case 'identified':
    case 'monitoring':
      return person.runs(`/incident status ${what}`, where);
    case 'resolve': {
      await person.clicks('Resolve', where);
      const form = await person.seesModal(/Resolve/);
      return form.submit();
    }
    case 'close':
      return person.runs('/incident close', where);
    case 'update':
      return person.runs('/incident update What is known now.', where);
  }
}
