import { describe, expect, it } from 'vitest';
import { type Entry, digestOf, firstBroken, genesis, hashOf, makeEntry } from '../../src/domain/timeline.ts';

const now = new Date('2026-03-02T03:01:00Z');

function chain(length: number): Entry[] {
  const entries: Entry[] = [];
  for (let seq = 1; seq <= length; seq += 1)
    entries.push(
      makeEntry({
        fact: { kind: 'note', at: null, actor: 'U1', body: { text: `note ${seq}`, more: ['a', 'b'] }, source: null },
        seq,
        previousHash: entries.at(-1)?.hash ?? genesis,
        salt: `${seq}`.repeat(32).slice(0, 32),
        now,
      }),
    );
  return entries;
}

function changed(seq: number, change: Partial<Entry>): Entry[] {
  return chain(4).map((entry) => (entry.seq === seq ? { ...entry, ...change } : entry));
}

describe('the chain of a timeline', () => {
  it('holds as it was written, and empty', () => {
    expect(firstBroken(chain(4))).toBeNull();
    expect(firstBroken([])).toBeNull();
  });

  it.each([
    ['a changed text', changed(2, { body: { text: 'else' } }), 2],
    ['a changed time', changed(3, { at: new Date(0) }), 3],
    ['a changed author', changed(1, { actor: 'U2' }), 1],
    ['a changed kind', changed(4, { kind: 'closed' }), 4],
    ['a changed source', changed(4, { source: 'C1:1' }), 4],
    ['a missing first entry', chain(4).slice(1), 1],
    ['a missing entry in the middle', chain(4).filter((entry) => entry.seq !== 3), 3],
    ['a body without its salt', changed(2, { salt: null }), 2],
    ['a digest changed with the body', changed(2, { body: {}, digest: digestOf('2'.repeat(32), {}) }), 2],
  ])('breaks at %s', (_, entries, seq) => expect(firstBroken(entries)?.seq).toBe(seq));

  it('breaks at the next entry when one was rewritten whole', () => {
    const entries = chain(4);
    const [, second] = entries;
    if (second === undefined) throw new Error('The chain has no second entry');
    const rewritten = { ...second, actor: 'U9' };
    entries[1] = { ...rewritten, hash: hashOf(rewritten) };
    expect(firstBroken(entries)?.seq).toBe(3);
  });

  it('holds after a redaction, which takes body and salt', () =>
    expect(firstBroken(changed(2, { body: null, salt: null }))).toBeNull());

  it('does not depend on the order of keys', () =>
    expect(digestOf('s', { a: 1, b: ['x'] })).toBe(digestOf('s', { b: ['x'], a: 1 })));
});
