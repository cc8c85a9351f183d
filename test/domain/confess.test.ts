import { describe, expect, it } from 'vitest';
import { decide } from '../../src/domain/decide.ts';
import type { Notice } from '../../src/domain/notices.ts';
import { start, story } from '../support/incident.ts';
import { members, policy } from '../support/policy.ts';

const after = (minute: number) => new Date(start.getTime() + minute * 60_000);

type Confession = Extract<Notice, { type: 'confession' }>;

/** Down from one minute of the story to another: what the channel hears first. */
function confessed(told: ReturnType<typeof story>, from: number, to: number): Confession | null {
  const command = { type: 'confess', from: after(from), to: after(to) } as const;
  const { effects } = decide(told.incident(), command, policy, after(to));
  const found = effects.flatMap(({ effect }) =>
    effect.type === 'post' && effect.notice.type === 'confession' ? [effect.notice] : [],
  );
  return found[0] ?? null;
}

const iso = (minute: number) => after(minute).toISOString();

describe('After a downtime', () => {
  it('one reminder of an update is late, and the ones before it are skipped with the reason', () => {
    const said = confessed(story({ severity: 'P0' }).at(1), 1, 21);
    expect(said?.late).toContain(`reminder of update #1 (due ${iso(20)})`);
    expect(said?.skipped).toEqual([
      `reminder of update #1 (due ${iso(12)}), because one reminder is enough`,
      `reminder of update #1 (due ${iso(15)}), because one reminder is enough`,
    ]);
  });

  it('a step that is overdue and waits its two minutes is told with its old and its new time', () => {
    const said = confessed(story({ severity: 'P0' }).at(1), 1, 40);
    expect(said?.late).toContain(`call to Technical Lead (due ${iso(5)})`);
    expect(said?.moved?.[0]).toEqual({ title: expect.any(String), from: expect.any(String), to: iso(42) });
    const [moved] = said?.moved ?? [];
    expect(said?.planned).toContainEqual(expect.objectContaining({ title: moved?.title, at: moved?.to }));
    expect(said?.late.join()).not.toContain(moved?.title);
  });

  it('an incident of which nothing was due hears nothing', () => {
    expect(confessed(story({ severity: 'P0' }).at(1), 1, 4)).toBeNull();
  });

  it('a second one tells only what it made late itself', () => {
    const take = { type: 'takeRole', by: members.ana, role: 'commander', takeOver: null } as const;
    const first = { type: 'confess', from: after(2), to: after(16) } as const;
    const told = story({ severity: 'P0' }).at(1).does(take);
    const { incident } = decide(told.incident(), first, policy, after(16));
    const { effects } = decide(incident, { type: 'confess', from: after(17), to: after(21) }, policy, after(21));
    const second = effects.flatMap(({ effect }) =>
      effect.type === 'post' && effect.notice.type === 'confession' ? [effect.notice] : [],
    );
    expect(second.map(({ late }) => late)).toEqual([[`reminder of update #1 (due ${iso(20)})`]]);
  });
});
