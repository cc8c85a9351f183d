import { describe, expect, it } from 'vitest';
import type { Declaration, Merging } from '../../src/domain/commands.ts';
import { isMergeable } from '../../src/domain/is-mergeable.ts';
import { nextWake, timersOf } from '../../src/domain/schedule.ts';
import { anIncident, anOther, minute } from '../support/facts.ts';
import { type Story, story } from '../support/incident.ts';
import { members, policy } from '../support/policy.ts';
import { proves } from '../promises/proves.ts';

const { ana, ben, gil, lena } = members;

function side(changes: Partial<Merging> = {}): Merging {
  return {
    id: 'other',
    number: 41,
    kind: 'real',
    private: false,
    severity: 'P0',
    people: [ben, lena],
    followers: [],
    standing: null,
    tasks: [],
    ...changes,
  };
}

/** Declared at 0 and merged into INC-41 at that minute. */
function mergedAt(at: number, changes: Partial<Declaration> = {}): Story {
  return story(changes).at(at).does({ type: 'mergeInto', by: gil, other: side() });
}

const pages = (it: Story) =>
  it.seen.flatMap(({ minute, effect }) => (effect.type === 'page' ? [`${minute} ${effect.user}`] : []));

describe('the incident that is merged', () => {
  it('has no timer left: nobody is called, asked or reminded', () => {
    const it = mergedAt(2);
    expect(timersOf(it.incident(), policy)).toEqual([]);
    expect(
      it
        .at(600)
        .notices()
        .filter(({ minute }) => minute > 2),
    ).toEqual([]);
    proves('D11', 'L4');
  });

  it('has every message edited that asked or called', () => {
    const before = story().at(16);
    const asked = [...before.incident().calls, ...before.incident().cadence.asks];
    const targets = before
      .does({ type: 'mergeInto', by: gil, other: side() })
      .decisions.at(-1)
      ?.effects.flatMap(({ effect }) => (effect.type === 'refresh' ? [effect.target] : []));
    expect(asked.length).toBeGreaterThan(1);
    expect(targets).toEqual(expect.arrayContaining(asked));
  });

  it('keeps its roles for an undo, and says where it went', () => {
    const it = story().at(1).does({ type: 'takeRole', by: ana, role: 'commander', takeOver: null });
    it.does({ type: 'mergeInto', by: gil, other: side() });
    expect(it.incident()).toMatchObject({
      status: 'merged',
      roles: { commander: { user: ana } },
      merged: { into: { id: 'other', number: 41 }, by: gil, was: { status: 'investigating' } },
    });
  });

  it.each([
    ['a drill', { kind: 'drill' }, /INC-42 is real and INC-41 is a drill: such two are never merged/],
    ['a private one', { private: true }, /INC-41 is private and INC-42 is not/],
    ['itself', { id: 'inc', number: 42 }, /cannot be merged into itself/],
  ] as const)('is never merged into %s', (_name, changes, said) => {
    expect(() => story().does({ type: 'mergeInto', by: gil, other: side(changes) })).toThrow(said);
    expect(() => story().does({ type: 'absorb', by: gil, other: side(changes) })).toThrow(/merged/);
  });

  it('says of a later command where it goes on, and offers what is possible then', () => {
    const update = { type: 'snooze', by: gil, for: 300_000 } as const;
    expect(() => mergedAt(2).at(20).does(update)).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(/^INC-42 was merged into INC-41 \(.*, by <@.*>\)\.$/),
        offer: expect.objectContaining({ label: 'Undo merge' }),
      }),
    );
    expect(() => mergedAt(2).at(40).does(update)).toThrow(
      expect.objectContaining({ offer: expect.objectContaining({ label: 'Reopen' }) }),
    );
  });
});

describe('the incident that goes on', () => {
  const absorb = (it: Story, changes: Partial<Merging> = {}) =>
    it.does({ type: 'absorb', by: gil, other: side(changes) });

  it('invites the people of the other one before it speaks of them', () => {
    const it = absorb(story({ severity: 'P2' }).at(1));
    const last = it.decisions.at(-1)?.effects.map(({ effect }) => effect) ?? [];
    const invite = last.findIndex((effect) => effect.type === 'invite');
    const told = last.findIndex((effect) => effect.type === 'post' && effect.notice.type === 'change');
    expect(last[invite]).toEqual({ type: 'invite', users: [ben, lena], ordered: true });
    expect(invite).toBeLessThan(told);
    expect(it.incident().roles).toEqual({});
  });

  it('is answered by who answered for the other one', () => {
    const it = absorb(story().at(2), { standing: ben });
    expect(it.incident().standing).toEqual({ user: ben, at: minute(2) });
    expect(it.incident().moments.acknowledged).toEqual(minute(2));
    expect(pages(it.at(6))).not.toContain(`5 ${ben}`);
  });

  it('is not answered by an answer to something less severe, nor loses an answer of its own', () => {
    expect(absorb(story().at(2), { standing: ben, severity: 'P1' }).incident().standing).toBeNull();
    const own = story().at(1).does({ type: 'acknowledge', by: ana }).at(2);
    expect(absorb(own, { standing: ben }).incident().standing).toEqual({ user: ana, at: minute(1) });
  });

  it('loses the answer again when the merge is undone, and goes on calling', () => {
    const it = absorb(story().at(2), { standing: ben }).at(6);
    it.does({ type: 'release', by: gil, other: 'other', until: null });
    expect(it.incident()).toMatchObject({ standing: null, absorbed: [], acknowledgements: [] });
    expect(it.incident().moments.acknowledged).toBeNull();
    expect(pages(it.at(7))).toContain(`6 ${ben}`);
  });

  it('keeps what a reopened one had recorded, and lets it go', () => {
    const it = absorb(story().at(2)).at(50).does({ type: 'release', by: gil, other: 'other', until: 7 });
    expect(it.incident().absorbed).toMatchObject([{ id: 'other', until: 7 }]);
  });
});

describe('an undone merge', () => {
  const undo = { type: 'undoMerge', by: gil } as const;

  it('brings back the status, promises an update, and fires no step that elapsed meanwhile', () => {
    const it = story().at(1).does({ type: 'changeStatus', by: ana, to: 'identified', why: null });
    it.at(2).does({ type: 'mergeInto', by: gil, other: side() }).at(20).does(undo);
    expect(it.incident()).toMatchObject({ status: 'identified', statusBy: ana, merged: null });
    expect(it.incident().cadence).toMatchObject({ due: minute(35), stage: 0, snoozed: false });
    const called = it
      .at(29)
      .notices()
      .filter(({ minute, notice }) => minute >= 20 && notice.type === 'call');
    expect(called.map(({ minute }) => minute)).toEqual([25]);
  });

  it('begins a round of calls ten minutes later when nobody answers', () => {
    const it = mergedAt(2).at(25).does(undo).at(36);
    const rounds = it
      .notices()
      .filter(({ notice }) => notice.type === 'due' && notice.items.some(({ type }) => type === 'ladderEnd'));
    expect(rounds.map(({ minute }) => minute)).toEqual([35]);
  });

  it('still calls whoever was not due yet', () => {
    expect(pages(mergedAt(2).at(4).does(undo).at(6))).toEqual([`0 ${ana}`, `5 ${ben}`]);
  });

  it('is possible for 30 minutes; later it can be reopened', () => {
    expect(mergedAt(2).at(32).does(undo).incident().status).toBe('investigating');
    expect(() => mergedAt(2).at(33).does(undo)).toThrow(
      expect.objectContaining({ code: 'undo-too-late', offer: expect.objectContaining({ label: 'Reopen' }) }),
    );
    const reopened = mergedAt(2).at(33).does({ type: 'reopen', by: gil, why: null }).incident();
    expect(reopened).toMatchObject({ status: 'investigating', merged: null });
    expect(nextWake(reopened, policy)).not.toBeNull();
    proves('D12');
  });

  it('is parked again where it was parked, and wakes at the time that was said', () => {
    const until = minute(40);
    const parks = { type: 'park', by: ana, until, watching: ben, why: 'the supplier', zone: 'UTC' } as const;
    const it = story({ severity: 'P2' }).at(1).does(parks);
    const parked = it.incident().parked;
    it.at(2).does({ type: 'mergeInto', by: gil, other: side({ severity: 'P2' }) });
    expect(it.incident().parked).toBeNull();
    it.at(20).does(undo);
    expect(it.incident()).toMatchObject({ parked, cadence: { due: null } });
    expect(timersOf(it.incident(), policy).map(({ type, at }) => [type, at])).toEqual([['parkEnded', until]]);
    const woken = it.at(41).notices();
    expect(woken.at(-1)).toMatchObject({ minute: 40, notice: { items: [{ type: 'parkEnded', ask: ben }] } });
    const late = story({ severity: 'P2' })
      .at(1)
      .does({ ...parks, until: minute(10) });
    late
      .at(2)
      .does({ type: 'mergeInto', by: gil, other: side({ severity: 'P2' }) })
      .at(20)
      .does(undo)
      .at(21);
    expect(late.notices().at(-1)).toMatchObject({ minute: 20, notice: { items: [{ type: 'parkEnded' }] } });
    expect(late.incident().cadence.due).not.toBeNull();
    proves('D12');
  });

  it('asks again for a handover that nobody had answered, and at the end of the shift for the one that was planned', () => {
    const it = story().at(1).does({ type: 'takeRole', by: ana, role: 'commander', takeOver: null });
    it.does({ type: 'requestHandover', by: ana, role: 'commander', to: ben });
    it.does({ type: 'planHandover', by: ana, role: 'comms', to: lena, at: minute(30), offShift: null });
    it.at(2).does({ type: 'mergeInto', by: gil, other: side() });
    expect(it.incident()).toMatchObject({ handovers: {}, plannedHandovers: {} });
    it.at(20).does(undo);
    const { handovers, plannedHandovers } = it.incident();
    expect(handovers).toMatchObject({ commander: { to: ben, until: minute(25) } });
    expect(plannedHandovers).toMatchObject({ comms: { to: lena } });
    it.does({ type: 'answerHandover', by: ben, id: handovers['commander']?.id ?? '', accept: true }).at(31);
    expect(it.incident().roles).toMatchObject({ commander: { user: ben } });
    expect(it.notices().filter(({ notice }) => notice.type === 'handover')).toMatchObject([
      { minute: 1, notice: { to: ben } },
      { minute: 30, notice: { to: lena } },
    ]);
  });

  it('is refused where nothing was merged', () => {
    expect(() => story().does(undo)).toThrow('INC-42 is an incident of its own.');
  });
});

describe('the offer to merge', () => {
  const similar = [
    { id: 'a', number: 40, mergeable: false },
    { id: 'b', number: 41, mergeable: true },
  ];
  const offers = (it: Story) =>
    it.notices().flatMap(({ notice }) => (notice.type === 'mergeOffer' ? notice.others : []));

  it('comes into the new channel for what is of the last half hour, and never into a private one', () => {
    expect(offers(story({ similar }))).toEqual(['b']);
    expect(offers(story({ similar, private: true }))).toEqual([]);
  });

  it('is taken away by an answer, once', () => {
    const it = story({ similar }).at(1).does({ type: 'declineMerge', by: ana }).does({ type: 'declineMerge', by: gil });
    expect(it.incident().mergeOffer?.declinedBy).toBe(ana);
    expect(it.decisions.flatMap(({ facts }) => facts).filter(({ kind }) => kind === 'mergeDeclined')).toMatchObject([
      { body: { others: ['INC-41'] } },
    ]);
  });

  it.each([
    ['of the last half hour', {}, 28, true],
    ['older than half an hour', {}, 29, false],
    ['an exercise', { kind: 'drill' }, 1, false],
    ['private', { private: true }, 1, false],
  ] as const)('is for a real one that everybody reads: %s', (_name, changes, at, yes) => {
    // It was declared at minute -2.
    expect(isMergeable(anIncident(), anOther(41, changes), minute(at))).toBe(yes);
  });
});
