import type { Command, Declaration } from '../../src/domain/commands.ts';
import { decide } from '../../src/domain/decide.ts';
import { declare } from '../../src/domain/decisions/declare.ts';
import type { Decision } from '../../src/domain/draft.ts';
import type { Effect } from '../../src/domain/effects.ts';
import type { Incident } from '../../src/domain/incident.ts';
import type { Notice } from '../../src/domain/notices.ts';
import type { Policy } from '../../src/domain/policy.ts';
import { nextWake } from '../../src/domain/schedule.ts';
import { members, policy as plainPolicy } from './policy.ts';

/** Monday 2026-03-02, 03:01 UTC: 04:01 in Berlin, outside working hours. */
export const start = new Date('2026-03-02T03:01:00Z');

/** A P0 declared by somebody whom the ladder does not call, unless told otherwise. */
export function declaration(changes: Partial<Declaration> = {}): Declaration {
  return {
    id: 'inc',
    workspace: 'T1',
    number: 42,
    title: 'Checkout returns 500',
    severity: 'P0',
    affected: null,
    impact: null,
    exposure: false,
    private: false,
    drill: false,
    declaredBy: members.gil,
    commander: null,
    source: null,
    similar: [],
    ...changes,
  };
}

/** One thing that the incident said or did, with its minute since the declaration. */
export type Seen = { minute: number; effect: Effect };

/** Drives the pure domain on a clock of its own: commands at their minutes, timers when they are due. */
export type Story = {
  incident: () => Incident;
  seen: Seen[];
  decisions: Decision[];
  /** Moves the clock to a minute after the declaration, firing each timer at its time. */
  at(minute: number): Story;
  /** Moves the clock without firing anything, as if the bot were down; then one tick. */
  wakesUpAt(minute: number): Story;
  does(command: Command): Story;
  notices(): { minute: number; notice: Notice }[];
  minutesOf(type: Notice['type']): number[];
};

/** Declares an incident and lets a test drive it. */
export function story(changes: Partial<Declaration> = {}, policy: Policy = plainPolicy): Story {
  let now = start;
  const seen: Seen[] = [];
  const decisions: Decision[] = [];
  let incident = take(declare(declaration(changes), policy, now));
  function take(decision: Decision): Incident {
    decisions.push(decision);
    for (const { effect } of decision.effects)
      seen.push({ minute: (now.getTime() - start.getTime()) / 60_000, effect });
    return decision.incident;
  }
  const self: Story = {
    incident: () => incident,
    seen,
    decisions,
    at(minute) {
      const target = new Date(start.getTime() + minute * 60_000);
      for (let n = 0; n < 500; n += 1) {
        const wake = nextWake(incident, policy);
        if (wake === null || wake > target) break;
        if (wake > now) now = wake;
        incident = take(decide(incident, { type: 'tick' }, policy, now));
      }
      now = target;
      return self;
    },
    wakesUpAt(minute) {
      now = new Date(start.getTime() + minute * 60_000);
      incident = take(decide(incident, { type: 'tick' }, policy, now));
      return self;
    },
    does(command) {
      incident = take(decide(incident, command, policy, now));
      return self;
    },
    notices: () =>
      seen.flatMap(({ minute, effect }) =>
        effect.type === 'post' || effect.type === 'page' ? [{ minute, notice: effect.notice }] : [],
      ),
    minutesOf: (type) =>
      self
        .notices()
        .filter(({ notice }) => notice.type === type)
        .map(({ minute }) => minute),
  };
  return self;
}
