import { describe, expect, it } from 'vitest';
import { proves } from '../promises/proves.ts';
import { story } from '../support/incident.ts';
import { members } from '../support/policy.ts';

const { ana, ben, gil } = members;

describe('a drill', () => {
  it('sends nobody of the ladder a direct message, whatever becomes of it', () => {
    const it = story({ drill: true }).at(36);
    it.does({ type: 'escalate', by: gil, step: null }).at(40);
    it.does({ type: 'changeSeverity', by: gil, to: 'P2', why: null }).at(50);
    it.does({ type: 'changeSeverity', by: gil, to: 'P0', why: null }).at(60);
    it.does({ type: 'makePrivate', by: gil, why: null }).at(90);
    it.does({ type: 'cancel', by: gil, reason: 'other', text: null });
    const direct = it.seen.flatMap(({ effect }) =>
      effect.type === 'page' || (effect.type === 'post' && effect.to.type === 'person') ? [effect] : [],
    );
    expect(direct).toMatchObject([{ to: { user: gil }, notice: { type: 'receipt' } }]);
    expect(it.notices().some(({ notice }) => notice.type === 'due')).toBe(true);
    proves('A6');
  });

  it('records whom it would have called, and not that they were', () => {
    const facts = story({ drill: true })
      .at(36)
      .decisions.flatMap((one) => one.facts);
    const called = facts.filter(({ kind }) => ['stepFired', 'ladderRepeated', 'commanderMissing'].includes(kind));
    expect(called.map(({ body }) => body['drill'])).toEqual(called.map(() => true));
    expect(called.flatMap(({ body }) => body['user'] ?? [])).toEqual(expect.arrayContaining([ana, ben]));
    const inEarnest = story()
      .at(36)
      .decisions.flatMap((one) => one.facts);
    expect(inEarnest.filter(({ body }) => 'drill' in body && body['drill'] === true)).toEqual([]);
  });
});
