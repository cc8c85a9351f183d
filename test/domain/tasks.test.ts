import { describe, expect, it } from 'vitest';
import { stateOf, type Task } from '../../src/domain/task-schema.ts';
import { openTaskOwners } from '../../src/domain/tasks.ts';
import { minute } from '../support/facts.ts';
import { story } from '../support/incident.ts';
import { members, policy } from '../support/policy.ts';
import { proves } from '../promises/proves.ts';

const { ana, ben, cy, vic } = members;
const staffed = () => story().at(1).does({ type: 'takeRole', by: ana, role: 'commander', takeOver: null });
const add = (text: string, more: Partial<Pick<Task, 'kind' | 'owner' | 'due' | 'actionKind'>> = {}) =>
  ({ type: 'addTask', by: ana, kind: 'task', text, owner: null, due: null, ...more }) as const;

describe('Tasks and action items', () => {
  it('are numbered per incident, each kind for itself', () => {
    const it = staffed()
      .does(add('one'))
      .does(add('two', { kind: 'action' }))
      .does(add(' three\n more ', {}));
    expect(it.incident().tasks.map(({ id, text }) => [id, text])).toEqual([
      ['T1', 'one'],
      ['A1', 'two'],
      ['T2', 'three more'],
    ]);
  });

  it('say who did them and when, and can be unticked', () => {
    const it = staffed()
      .does(add('one', { owner: ben }))
      .at(5);
    it.does({ type: 'tickTask', by: cy, task: 't1', done: true });
    expect(it.incident().tasks[0]).toMatchObject({ doneBy: cy, doneAt: minute(5) });
    expect(openTaskOwners(it.incident())).toEqual([]);
    it.does({ type: 'tickTask', by: ana, task: 'T1', done: false });
    expect(it.incident().tasks[0]).toMatchObject({ doneBy: null, doneAt: null });
    expect(openTaskOwners(it.incident())).toEqual([ben]);
    const ticks = it.decisions.flatMap(({ facts }) => facts).filter(({ kind }) => kind === 'taskTicked');
    expect(ticks.map(({ actor, body }) => [actor, body['done']])).toEqual([
      [cy, true],
      [ana, false],
    ]);
  });

  it('ticked twice are ticked once', () => {
    const it = staffed().does(add('one')).does({ type: 'tickTask', by: cy, task: 'T1', done: true });
    const { length } = it.seen;
    it.does({ type: 'tickTask', by: ben, task: 'T1', done: true });
    expect(it.seen).toHaveLength(length);
    expect(it.incident().tasks[0]?.doneBy).toBe(cy);
  });

  it('are open, then in progress, then done, and each step can be taken back', () => {
    const it = staffed()
      .does(add('one', { kind: 'action' }))
      .at(5);
    const now = () => it.incident().tasks.map((task) => [stateOf(task), task.owner])[0];
    const start = (by: string, started: boolean) => it.does({ type: 'startTask', by, task: 'a1', started });
    expect(now()).toEqual(['open', null]);
    start(cy, true);
    // What nobody had is theirs.
    expect(now()).toEqual(['in progress', cy]);
    const { length } = it.seen;
    start(ben, true);
    expect(it.seen).toHaveLength(length);
    start(ben, false);
    expect(now()).toEqual(['open', null]);
    start(cy, true);
    it.does({ type: 'tickTask', by: cy, task: 'A1', done: true });
    expect(now()).toEqual(['done', cy]);
    expect(() => start(ben, true)).toThrow(/A1 is done/);
    it.does({ type: 'tickTask', by: ana, task: 'A1', done: false });
    expect(now()).toEqual(['in progress', cy]);
    const kept = staffed()
      .does(add('two', { owner: ben }))
      .does({ type: 'startTask', by: cy, task: 'T1', started: true });
    expect(kept.incident().tasks[0]).toMatchObject({ owner: ben, started: { by: cy, took: false } });
    proves('R4');
  });

  it('of the policy’s kinds are said in its words; others are refused with those that there are', () => {
    const it = story({}, { ...policy, actionKinds: ['Immediate fix', 'Monitoring', 'Training'] }).at(1);
    it.does(add('one', { kind: 'action', actionKind: 'immediate' }));
    it.does(add('two', { kind: 'action' })).does(add('three', { actionKind: 'training' }));
    expect(it.incident().tasks.map(({ id, actionKind }) => [id, actionKind])).toEqual([
      ['A1', 'Immediate fix'],
      ['A2', null],
      ['T1', null],
    ]);
    expect(() => it.does(add('x', { kind: 'action', actionKind: 'trainnig' }))).toThrow(/kind “trainnig”/);
    expect(() => it.does(add('x', { kind: 'action', actionKind: 'im' }))).toThrow(/kind “im”/);
    it.does({ type: 'changeTask', by: ana, task: 'A2', to: { actionKind: 'TRAINING' } });
    expect(it.incident().tasks[1]?.actionKind).toBe('Training');
    expect(() => it.does({ type: 'changeTask', by: ana, task: 'T1', to: { actionKind: 'training' } })).toThrow(
      /only action items have a kind/,
    );
  });

  it('ask their owner at the time and once more when overdue, and then are quiet', () => {
    const it = staffed()
      .does(add('one', { owner: ben, due: minute(20) }))
      .at(90);
    expect(askedAt(it)).toEqual([
      [20, 'due', ben],
      [35, 'overdue', ben],
    ]);
    proves('R4');
  });

  it('are not asked for once they are done, and anew when their time moves', () => {
    const done = staffed()
      .does(add('one', { owner: ben, due: minute(20) }))
      .at(10);
    expect(askedAt(done.does({ type: 'tickTask', by: ben, task: 'T1', done: true }).at(90))).toEqual([]);
    const moved = staffed()
      .does(add('one', { owner: ben, due: minute(20) }))
      .at(36);
    moved.does({ type: 'changeTask', by: ana, task: 'T1', to: { due: minute(60), owner: cy } }).at(90);
    expect(askedAt(moved).slice(2)).toEqual([
      [60, 'due', cy],
      [75, 'overdue', cy],
    ]);
  });

  it('without an owner ask the commander', () => {
    expect(
      askedAt(
        staffed()
          .does(add('one', { due: minute(20) }))
          .at(25),
      ),
    ).toEqual([[20, 'due', ana]]);
  });

  it('after a downtime ask once', () => {
    expect(
      askedAt(
        staffed()
          .does(add('one', { owner: ben, due: minute(8) }))
          .wakesUpAt(120),
      ),
    ).toEqual([[120, 'overdue', ben]]);
  });

  it('of a long list that are due at the same moment are all asked for, and the clock goes on', () => {
    const it = staffed();
    for (let n = 1; n <= 100; n += 1) it.does(add(`step ${n}`, { owner: ben, due: minute(20) }));
    it.at(40);
    expect(askedAt(it).filter(([, stage]) => stage === 'due')).toHaveLength(100);
    expect(askedAt(it).filter(([, stage]) => stage === 'overdue')).toHaveLength(100);
  });

  it('share a message with what is due at the same moment', () => {
    const it = staffed()
      .does(add('one', { owner: ben, due: minute(20) }))
      .does(add('two', { owner: cy, due: minute(20) }));
    it.at(25);
    const together = it.notices().filter(({ notice }) => JSON.stringify(notice).includes('taskDue'));
    expect(together).toHaveLength(1);
  });

  it('stop asking when the incident is over; an action item never asks during it', () => {
    const it = staffed()
      .does(add('one', { owner: ben, due: minute(20) }))
      .does(add('two', { kind: 'action', due: minute(20) }));
    it.at(10).does({ type: 'resolve', by: ana, what: null, fix: null, customers: null, owner: null }).at(200);
    expect(askedAt(it)).toEqual([]);
  });

  it('are refused where they make no sense, saying what to do', () => {
    const it = staffed();
    expect(() => it.does(add('  '))).toThrow(/has no text/);
    expect(() => it.does(add('x', { due: minute(-5) }))).toThrow(/has passed/);
    expect(() => it.does({ type: 'tickTask', by: ana, task: 'T9', done: true })).toThrow(/INC-42 has no T9/);
    for (let n = 0; n < 100; n += 1) it.does(add(`task ${n}`));
    expect(() => it.does(add('one more'))).toThrow(/100 tasks and action items already/);
    it.does({ type: 'resolve', by: ana, what: null, fix: null, customers: null, owner: null });
    expect(() => it.does(add('late'))).toThrow(/takes no task/);
  });

  it('mention only who is given one by somebody else, after an invitation', () => {
    const it = staffed()
      .does(add('mine', { owner: ana }))
      .does(add('later', { kind: 'action', owner: vic }));
    expect(it.incident().invited).not.toContain(vic);
    const before = it.seen.length;
    it.does(add('yours', { owner: vic }));
    const planned = it.seen.slice(before).map(({ effect }) => effect.type);
    expect(planned.indexOf('invite')).toBeLessThan(planned.indexOf('post'));
    expect(planned).toContain('invite');
  });

  it('of a private incident go to its members only', () => {
    const it = story({ private: true }).at(1);
    expect(() => it.does(add('secret', { owner: vic }))).toThrow(/is private, and <@.*> is not in its channel/);
    it.does({ type: 'memberJoined', user: vic, inviter: null });
    it.does(add('secret', { owner: vic }));
    expect(it.incident().tasks[0]?.owner).toBe(vic);
  });
});

function askedAt(it: ReturnType<typeof story>) {
  return it
    .notices()
    .flatMap(({ minute: at, notice }) =>
      notice.type === 'due'
        ? notice.items.flatMap((item) => (item.type === 'taskDue' ? [[at, item.stage, item.ask]] : []))
        : [],
    );
}
