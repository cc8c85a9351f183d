import { describe, expect, it } from 'vitest';
import { proves } from '../promises/proves.ts';
import { story } from '../support/incident.ts';
import { members } from '../support/policy.ts';

const { ana } = members;
const facts = (it: ReturnType<typeof story>, kind: string) =>
  it.decisions.flatMap((decision) => decision.facts.filter((fact) => fact.kind === kind).map((fact) => fact.body));

describe('correcting what an incident says', () => {
  it('keeps what it said before, one message for everything', () => {
    const it = story().at(1).does({ type: 'edit', by: ana, title: ' Cards fail ', impact: 'All customers' });
    expect(it.incident()).toMatchObject({ title: 'Cards fail', impact: 'All customers' });
    expect(facts(it, 'edited')).toEqual([
      { field: 'title', from: 'Checkout returns 500', to: 'Cards fail' },
      { field: 'impact', from: null, to: 'All customers' },
    ]);
    expect(it.minutesOf('change')).toEqual([1]);
    proves('R5');
  });

  it('brings a new title to everything that shows it and still asks, by edits', () => {
    const it = story().at(6);
    const { calls } = it.incident();
    const edits = (title: string) =>
      it
        .does({ type: 'edit', by: members.gil, title })
        .decisions.at(-1)
        ?.effects.flatMap(({ effect }) => (effect.type === 'refresh' ? [effect.target] : [])) ?? [];
    expect(calls.length).toBeGreaterThan(2);
    expect(edits('Cards fail')).toEqual(expect.arrayContaining(['inc:headline', 'inc:announcement', ...calls]));
    expect(edits('Cards fail')).toEqual([]);
    proves('R5');
  });

  it('empties a field and leaves alone what was not named', () => {
    const it = story({ impact: 'Some', affected: 'checkout' }).at(1).does({ type: 'edit', by: ana, impact: null });
    expect(it.incident()).toMatchObject({ impact: null, affected: 'checkout', title: 'Checkout returns 500' });
  });

  it('says nothing when nothing changed, and refuses an empty title', () => {
    const it = story().at(1).does({ type: 'edit', by: ana, title: 'Checkout returns 500' });
    expect(it.minutesOf('change')).toEqual([]);
    expect(() => it.does({ type: 'edit', by: ana, title: ' ' })).toThrow('An incident needs a title.');
    expect(() => it.does({ type: 'edit', by: ana, impact: 'x'.repeat(3001) })).toThrow('3001 characters');
  });

  it('calls whom exposed data calls, though their minute has passed', () => {
    const it = story().at(4).does({ type: 'edit', by: ana, exposure: true });
    const called = it
      .notices()
      .flatMap(({ minute, notice }) =>
        notice.type === 'due'
          ? notice.items.flatMap((item) => (item.type === 'step' ? [`${minute} ${item.called.title}`] : []))
          : [],
      );
    expect(called).toContain('4 CEO');
    expect(it.incident().exposure).toBe(true);
  });
});

describe('the same cause as before', () => {
  const earlier = {
    id: 'earlier',
    number: 12,
    private: false,
    declaredAt: new Date('2026-02-01T10:00:00Z'),
    resolvedAt: new Date('2026-02-01T12:00:00Z'),
  };

  it('is linked by a person, once, and taken back', () => {
    const it = story()
      .at(1)
      .does({ type: 'linkRepeat', by: ana, of: earlier })
      .does({ type: 'linkRepeat', by: ana, of: earlier });
    expect(it.incident().repeatOf).toEqual({ id: 'earlier', number: 12 });
    expect(facts(it, 'repeatLinked')).toEqual([{ number: 12 }]);
    it.does({ type: 'linkRepeat', by: ana, of: null });
    expect(it.incident().repeatOf).toBeNull();
    proves('F20');
  });

  it.each([
    [
      'older than 90 days',
      { resolvedAt: new Date('2025-11-30T00:00:00Z'), declaredAt: new Date('2025-11-29T00:00:00Z') },
    ],
    ['not resolved', { resolvedAt: null }],
    ['declared later', { declaredAt: new Date('2026-03-02T04:00:00Z'), resolvedAt: new Date('2026-03-02T05:00:00Z') }],
  ])('is refused when that one is %s', (_, changes) => {
    const of = { ...earlier, ...changes };
    expect(() => story().at(1).does({ type: 'linkRepeat', by: ana, of })).toThrow('90 days');
  });

  it('never names a private incident in one that others read', () => {
    const of = { ...earlier, private: true };
    expect(() => story().at(1).does({ type: 'linkRepeat', by: ana, of })).toThrow('is private');
    expect(story({ private: true }).at(1).does({ type: 'linkRepeat', by: ana, of }).incident().repeatOf?.number).toBe(
      12,
    );
  });
});
