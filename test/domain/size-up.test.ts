import { describe, expect, it } from 'vitest';
import { postMortemData } from '../../src/domain/post-mortem.ts';
import { type Story, story } from '../support/incident.ts';
import { members, policy } from '../support/policy.ts';
import { sized } from '../support/sized.ts';

const { ana, gil } = members;
const facts = (it: Story, kind: string) =>
  it.decisions.flatMap((decision) => decision.facts).filter((fact) => fact.kind === kind);
const typed = (it: Story) => it.notices().flatMap(({ notice }) => (notice.type === 'typed' ? [notice] : []));
const draft = (it: Story) =>
  postMortemData({ incident: it.incident(), entries: [], policy: sized, name: (user) => user });

describe('The questions of the policy', () => {
  it('may be answered with the declaration: one fact with all answers, and no message of its own', () => {
    const it = story({ triage: { users: ' a third ', workaround: 'none', other: 'x' } }, sized);
    expect(it.incident().triage).toEqual({ users: 'a third', workaround: 'none' });
    expect(facts(it, 'triageAnswered')).toEqual([
      expect.objectContaining({
        actor: gil,
        body: {
          questions: ['How many users are affected?', 'Is there a way around it?'],
          answers: ['a third', 'none'],
        },
      }),
    ]);
    expect(JSON.stringify(it.notices())).not.toContain('triage');
  });

  it('are answered and changed later, told in the channel, and only what differs is recorded', () => {
    const it = story({ triage: { users: 'a third' } }, sized).at(1);
    it.does({ type: 'answerTriage', by: ana, answers: { users: 'a third', workaround: 'the old page' } });
    it.does({ type: 'answerTriage', by: ana, answers: { users: null } });
    expect(facts(it, 'triageAnswered').map(({ body }) => body['answers'])).toEqual([
      ['a third'],
      ['the old page'],
      [''],
    ]);
    expect(it.incident().triage).toEqual({ workaround: 'the old page' });
    expect(it.notices().flatMap(({ notice }) => (notice.type === 'change' ? [notice.change] : []))).toEqual([
      { what: 'triage', answers: [{ key: 'workaround', text: 'the old page' }] },
      { what: 'triage', answers: [{ key: 'users', text: null }] },
    ]);
    expect(draft(it).triage).toEqual([
      { question: 'How many users are affected?', answer: null },
      { question: 'Is there a way around it?', answer: 'the old page' },
    ]);
  });

  it('are answered with the first update', () => {
    const it = story({}, sized).at(1);
    const nothing = { status: null, text: null, done: null, next: null, eta: null, nextIn: null };
    it.does({ type: 'postUpdate', by: ana, ...nothing, know: 'it is the pool', triage: { users: 'all' } });
    expect(it.incident().triage).toEqual({ users: 'all' });
  });

  it('refuse an answer that nobody can read', () => {
    const long = { users: 'x'.repeat(1001) };
    expect(() => story({}, sized).does({ type: 'answerTriage', by: ana, answers: long })).toThrow(/at most 1000 fit/);
  });
});

describe('The type of an incident', () => {
  it('brings its first steps once, however often it is changed', () => {
    const it = story({}, sized).at(1);
    for (const to of ['database', 'Security', 'DATABASE', 'database']) it.does({ type: 'setType', by: ana, to });
    expect(typed(it).map(({ to, hints }) => [to, hints])).toEqual([
      ['database', true],
      ['security', true],
      ['database', false],
    ]);
    expect(facts(it, 'typeSet').map(({ body }) => body)).toEqual([
      { from: null, to: 'Database' },
      { from: 'Database', to: 'Security' },
      { from: 'Security', to: 'Database' },
    ]);
    expect(draft(it)).toMatchObject({ incident: { type: 'Database' }, containment: sized.containment[0]?.hints });
  });

  it('is chosen with the declaration, and can be taken back', () => {
    const it = story({ type: 'database' }, sized);
    expect(typed(it)).toMatchObject([{ by: null, to: 'database', hints: true }]);
    it.does({ type: 'setType', by: ana, to: null });
    expect(it.incident().type).toBeNull();
  });

  it('that does not exist is refused with those that do', () => {
    expect(() => story({}, sized).does({ type: 'setType', by: ana, to: 'network' })).toThrow(/no type “network”/);
    expect(() => story({}, policy).does({ type: 'setType', by: ana, to: 'network' })).toThrow(/names no types/);
  });
});
