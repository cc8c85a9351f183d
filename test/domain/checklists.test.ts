import { describe, expect, it } from 'vitest';
import { type ListPart, cautionOf, reminderOf } from '../../src/domain/checklists.ts';
import { decide } from '../../src/domain/decide.ts';
import type { Notice } from '../../src/domain/notices.ts';
import { checklist as list, hours, policyWithLists as policy } from '../support/checklists.ts';
import { minute } from '../support/facts.ts';
import { type Story, story as tell } from '../support/incident.ts';
import { members } from '../support/policy.ts';
import { proves } from '../promises/proves.ts';

const { ana, ben, gil } = members;
const story = (severity = 'P0', more = {}) => tell({ severity, ...more }, policy);
const take = { type: 'takeRole', by: ana, role: 'commander', takeOver: null } as const;
const watch = { type: 'changeStatus', by: ana, to: 'monitoring', why: null } as const;
const resolve = { type: 'resolve', by: ana, what: null, fix: null, customers: null, owner: null } as const;
const reopen = { type: 'reopen', by: ana, why: null } as const;

/** The lists of every message, one string a message. */
function shown(told: Story): string[] {
  const messages = told.notices().map(({ notice }) => (notice.type === 'checklists' ? notice.parts : listsOf(notice)));
  return messages.flatMap((parts) => (parts.length === 0 ? [] : [parts.map((part) => part.list).join(' + ')]));
}

function listsOf(notice: Notice): ListPart[] {
  return notice.type === 'due' || notice.type === 'change' ? (notice.lists ?? []) : [];
}

function due(told: Story): string[] {
  const incident = told.incident();
  const { declared } = incident.moments;
  return incident.checklists.flatMap((one) => {
    const reminder = reminderOf(incident, one);
    return reminder === null ? [] : [`${one.key} ${(reminder.due.getTime() - declared.getTime()) / 60_000}`];
  });
}

describe('A checklist', () => {
  it('comes at its moment, once, and with the others of that moment in one message', () => {
    const told = story().at(2).does(take).does({ type: 'stepDown', by: ana, role: 'commander' }).does(take);
    told
      .does(watch)
      .does({ ...watch, to: 'identified' })
      .does(watch)
      .does(resolve);
    expect(shown(told)).toEqual(['opening + urgent', 'command', 'resolution', 'closure + day']);
  });

  it('comes with the declaration where the declarer takes command at once', () => {
    expect(shown(story('P1', { commander: gil }))).toEqual(['opening + command']);
  });

  it('comes when the severity rises to where it belongs, and does not come twice', () => {
    const told = story('P2').does(take);
    for (const to of ['P0', 'P2', 'P0']) told.does({ type: 'changeSeverity', by: ana, to, why: null });
    expect(shown(told)).toEqual(['opening', 'command', 'urgent']);
  });

  it('of the watching comes with the end where nobody watched; that of a command which nobody took does not', () => {
    expect(shown(story('P2').does(resolve))).toEqual(['opening', 'resolution + closure']);
  });

  it('is not posted again when it is resolved again, and keeps its ticks', () => {
    const told = story()
      .at(10)
      .does(resolve)
      .does({ type: 'tickBoxes', by: ben, list: 'closure', ticked: [1], unticked: [] });
    const before = shown(told).length;
    told.at(20).does(reopen);
    expect(due(told)).toEqual([]);
    told.at(30).does(resolve);
    expect(shown(told)).toHaveLength(before);
    expect(due(told)).toEqual(['closure 90', 'day 1470']);
    const closure = told.incident().checklists.find(({ key }) => key === 'closure');
    expect(closure?.items.map(({ doneBy }) => doneBy)).toEqual([null, ben]);
    // Its message says when it is due now.
    const edits = told.seen.filter(
      ({ effect, minute: at }) => at === 30 && effect.type === 'refresh' && effect.target === closure?.messages[0],
    );
    expect(edits).toHaveLength(1);
  });

  it('of a severity that it has no more asks nothing at the second resolution', () => {
    const told = story().at(10).does(resolve).does(reopen);
    told.does({ type: 'changeSeverity', by: ana, to: 'P3', why: null }).does(resolve);
    expect(due(told)).toEqual(['closure 70']);
  });

  it('goes along into the private channel as far as something is open', () => {
    const told = story().at(1).does(take);
    told.does({ type: 'tickBoxes', by: ana, list: 'command', ticked: [0, 1], unticked: [] });
    told.does({ type: 'makePrivate', by: ana, why: null });
    expect(shown(told)).toEqual(['opening + urgent', 'command', 'opening + urgent']);
    const again = told.incident().checklists.map(({ key, messages }) => [key, messages.length]);
    expect(again).toEqual([
      ['opening', 1],
      ['urgent', 1],
      ['command', 0],
    ]);
  });

  it('of an incident that was merged loses its boxes, has them back with the undo, and is not posted again', () => {
    const told = story().at(1);
    const { number, kind, private: isPrivate, severity } = told.incident();
    const other = { id: 'other', number: number + 1, kind, private: isPrivate, severity, followers: [], people: [] };
    told.does({ type: 'mergeInto', by: ana, other: { ...other, standing: null, tasks: [] } });
    const [message] = told.incident().checklists[0]?.messages ?? [];
    const edits = () => told.seen.filter(({ effect }) => effect.type === 'refresh' && effect.target === message).length;
    const merged = edits();
    expect(merged).toBeGreaterThan(0);
    expect(told.incident().checklists.flatMap((one) => reminderOf(told.incident(), one) ?? [])).toEqual([]);
    told.at(5).does({ type: 'undoMerge', by: ana });
    expect(edits()).toBeGreaterThan(merged);
    expect(shown(told)).toEqual(['opening + urgent']);
  });

  it('of a drill comes as in earnest, that of a backfill comes in no message and is not due', () => {
    expect(shown(story('P0', { drill: true }))).toEqual(['opening + urgent']);
    const backfill = {
      impactStarted: null,
      detected: null,
      declared: minute(-90),
      mitigated: null,
      resolved: minute(-30),
    };
    const told = story('P0', { backfill: { ...backfill, what: null, fix: null, customers: null } });
    expect(shown(told)).toEqual([]);
    expect(told.incident().checklists.map(({ key, due: at }) => [key, at])).toEqual([
      ['closure', null],
      ['day', null],
    ]);
    told.does(reopen).does(resolve);
    expect(shown(told)).toEqual([]);
    expect(due(told)).toEqual([]);
  });
});

describe('A tick', () => {
  it('says who and when, is on the record with its list, and edits the message and the headline', () => {
    const told = story()
      .at(4)
      .does({ type: 'tickBoxes', by: ben, list: 'opening', ticked: [0], unticked: [] });
    const [opening] = told.incident().checklists;
    expect(opening?.items[0]).toEqual({ text: 'one', doneBy: ben, doneAt: minute(4) });
    told.does({ type: 'tickBoxes', by: ana, list: 'opening', ticked: [1], unticked: [0] });
    expect(opening?.revision).toBe(1);
    expect(
      told.decisions
        .flatMap(({ facts }) => facts)
        .flatMap(({ kind, actor, body }) => (kind === 'boxTicked' ? [[actor, body]] : [])),
    ).toEqual([
      [ben, { list: 'opening', item: 'one', done: true }],
      [ana, { list: 'opening', item: 'one', done: false }],
      [ana, { list: 'opening', item: 'two', done: true }],
    ]);
    const targets = told.decisions
      .at(-1)
      ?.effects.flatMap(({ effect }) => (effect.type === 'refresh' ? [effect.target] : []));
    expect(targets).toEqual(expect.arrayContaining([opening?.messages[0], 'inc:headline']));
    proves('A4');
  });

  it('of a box that is ticked already changes nothing', () => {
    const tick = { type: 'tickBoxes', by: ben, list: 'opening', ticked: [0], unticked: [1] } as const;
    const told = story().does({ ...tick, ticked: [0], unticked: [1] });
    const again = decide(told.incident(), { ...tick, by: ana, ticked: [0], unticked: [1] }, policy, minute(1));
    expect([again.facts, again.effects]).toEqual([[], []]);
  });

  it('is refused for a list that has not come, and for an incident that was called off', () => {
    const told = story();
    const tick = { type: 'tickBoxes', by: ben, list: 'closure', ticked: [0], unticked: [] } as const;
    expect(() => told.does({ ...tick, ticked: [0], unticked: [] })).toThrow(/has no checklist “closure” now/);
    told.does({ type: 'cancel', by: ana, reason: 'other', text: null });
    expect(() => told.does({ ...tick, list: 'opening', ticked: [0], unticked: [] })).toThrow(/is already cancelled/);
  });
});

describe('A list with a time', () => {
  it('is asked for until it is ticked; closing the incident ends only the closing list', () => {
    const told = story()
      .at(0)
      .does({ ...resolve, owner: ana })
      .does({ type: 'close', by: ana });
    told.at(5 * 24 * 60);
    const asked = told.notices().flatMap(({ notice }) => (notice.type === 'digest' ? notice.items : []));
    expect(asked.flatMap(({ what, key }) => (what === 'checklist' ? [key] : []))).toEqual(['list:day', 'list:day']);
    proves('T13');
  });

  it('of the response asks the commander', () => {
    const early = { ...policy, checklists: [list('opening', 'declared', { due: hours(1) })] };
    const told = tell({ severity: 'P2' }, early)
      .does(take)
      .at(12 * 60);
    const asked = told.notices().flatMap(({ notice }) => (notice.type === 'digest' ? [notice.user] : []));
    expect(asked).toEqual([ana]);
  });
});

describe('Before it is resolved', () => {
  it('tells how long the fix was watched and which boxes are open, whether they were shown or not', () => {
    const told = story().at(3);
    expect(cautionOf(told.incident(), policy, minute(3))).toEqual({
      soak: { watched: 0, of: 30 * 60_000 },
      open: [{ name: 'resolution', items: ['one', 'two'] }],
    });
    told.does(watch).does({ type: 'tickBoxes', by: ana, list: 'resolution', ticked: [0], unticked: [] });
    expect(cautionOf(told.incident(), policy, minute(15))).toEqual({
      soak: { watched: 12 * 60_000, of: 30 * 60_000 },
      open: [{ name: 'resolution', items: ['two'] }],
    });
    told.does({ type: 'tickBoxes', by: ana, list: 'resolution', ticked: [1], unticked: [] });
    expect(cautionOf(told.incident(), policy, minute(33))).toBeNull();
  });
});
