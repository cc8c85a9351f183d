import { describe, expect, it } from 'vitest';
import type { DueItem, Notice } from '../../src/domain/notices.ts';
import { withoutSuperseded } from '../../src/domain/superseded.ts';
import { start, story } from '../support/incident.ts';

const minute = (n: number): Date => new Date(start.getTime() + n * 60_000);

type Reminder = Extract<Notice, { type: 'nudge' | 'due' }>;

/** Reminders that a P0 without any answer posts in its first minutes, each with its id and time. */
function remindersUntil(last: number) {
  const driven = story().at(last);
  const said = driven.decisions.flatMap(({ effects }) =>
    effects.flatMap(({ id, effect }) =>
      effect.type === 'post' && (effect.notice.type === 'nudge' || effect.notice.type === 'due')
        ? [{ id, notice: effect.notice }]
        : [],
    ),
  );
  const times = driven.seen.flatMap(({ minute: at, effect }) =>
    effect.type === 'post' && (effect.notice.type === 'nudge' || effect.notice.type === 'due') ? [at] : [],
  );
  return { driven, said: said.map((one, index) => ({ ...one, at: minute(times[index] ?? 0) })) };
}

describe('Reminders that could not be posted for an hour', () => {
  const { driven, said } = remindersUntil(60);
  const left = said.flatMap((one) => withoutSuperseded<Reminder>(one.notice, driven.incident(), one) ?? []);
  const items = left.flatMap((notice): (DueItem | Notice)[] => (notice.type === 'due' ? notice.items : [notice]));
  const count = (type: string): number => items.filter((item) => item.type === type).length;

  it('ask for the update once, and name the last round of the ladder once', () => {
    expect(said.length).toBeGreaterThan(6);
    expect(count('nudge') + count('overdue')).toBe(1);
    expect(count('ladderEnd')).toBe(1);
    expect([count('respondWithin'), count('noCommander')]).toEqual([0, 0]);
    // Who has to answer is named by that round; who was informed, by nothing else.
    expect(items.flatMap((item) => (item.type === 'step' ? [item.kind] : [])).every((kind) => kind === 'inform')).toBe(
      true,
    );
    expect(count('step')).toBeGreaterThan(0);
  });

  it('keep what nothing later says', () => {
    expect(count('rolesUnfilled')).toBe(said.some(({ notice }) => has(notice, 'rolesUnfilled')) ? 1 : 0);
    expect(count('rolesUnfilled')).toBe(1);
  });
});

describe('A reminder', () => {
  const at12 = remindersUntil(12);
  const nudge = at12.said.find(({ notice }) => notice.type === 'nudge');
  const holds = (incident: ReturnType<typeof at12.driven.incident>): boolean =>
    nudge !== undefined && withoutSuperseded<Reminder>(nudge.notice, incident, nudge) !== null;

  it('holds while it is the last word', () => {
    expect(holds(at12.driven.incident())).toBe(true);
  });

  it('ends with the update, with another time for it, and with the next reminder', () => {
    const incident = at12.driven.incident();
    expect(holds({ ...incident, updates: { ...incident.updates, count: 1 } })).toBe(false);
    expect(holds({ ...incident, cadence: { ...incident.cadence, due: minute(45) } })).toBe(false);
    expect(holds({ ...incident, cadence: { ...incident.cadence, asks: ['another'] } })).toBe(false);
  });
});

function has(notice: Reminder, type: DueItem['type']): boolean {
  return notice.type === 'due' && notice.items.some((item) => item.type === type);
}
