import { describe, expect, it } from 'vitest';
import { proves } from '../promises/proves.ts';
import { pageOf, pagesOf } from '../../src/domain/problem-pages.ts';
import { stepsOf } from '../../src/domain/problem-schema.ts';
import { members } from '../support/policy.ts';
import { largestProblem, slowApi } from '../support/problems.ts';
import { story } from '../support/incident.ts';
import { minute } from '../support/facts.ts';

const { ana, ben } = members;
const post = { type: 'postProblem', by: ana, problem: slowApi } as const;
const tick = (done: boolean, by: string = ben) => ({ type: 'tickStep', by, problem: 'R1', step: 'c2', done }) as const;
const factsOf = (it: ReturnType<typeof story>) => it.decisions.flatMap(({ facts }) => facts);

describe('A problem runbook in an incident', () => {
  it('is posted once, kept as it was, and ticked by whoever did a step', () => {
    const it = story().does(post).at(5).does(tick(true));
    expect(it.incident().problems).toMatchObject([
      { id: 'R1', problem: slowApi, by: ana, ticks: { c2: { by: ben, at: minute(5) } } },
    ]);
    expect(() => it.does(post)).toThrow('“High API latency” is in the channel of INC-42 already');
    expect(factsOf(it).filter(({ kind }) => kind === 'stepTicked')).toMatchObject([
      { actor: ben, body: { problem: 'High API latency', step: 'Check the connections.', done: true } },
    ]);
  });

  it('is ticked once by two who are equally fast, and the first one stays', () => {
    const it = story().does(post).does(tick(true)).does(tick(true, ana));
    expect(it.incident().problems[0]?.ticks['c2']?.by).toBe(ben);
    it.does(tick(false));
    expect(it.incident().problems[0]?.ticks).toEqual({});
  });

  it('records nothing of the words that were looked for, and nothing is run', () => {
    const it = story().does(post).does(tick(true));
    const effects = it.decisions.at(-1)?.effects.map(({ effect }) => effect.type) ?? [];
    expect([...new Set(effects)]).toEqual(['refresh']);
    expect(factsOf(it).find(({ kind }) => kind === 'problemPosted')?.body).toEqual({
      runbook: 'R1',
      problem: 'High API latency',
      steps: 3,
    });
    proves('P4.3');
  });

  it('is posted anew where the runbook says something else by now', () => {
    const it = story()
      .does(post)
      .does({ ...post, problem: { ...slowApi, symptoms: ['Nothing moves.'] } });
    expect(it.incident().problems.map(({ id }) => id)).toEqual(['R1', 'R2']);
  });

  it('is not posted when the work is over, and a late tick still counts', () => {
    const it = story().does(post);
    it.does({ type: 'resolve', by: ana, what: null, fix: null, customers: null, owner: null });
    expect(() => it.does({ ...post, problem: { ...slowApi, title: 'Another' } })).toThrow('INC-42 is already resolved');
    expect(it.does(tick(true)).incident().problems[0]?.ticks['c2']?.by).toBe(ben);
  });

  it('refuses a step that is not there', () => {
    expect(() =>
      story()
        .does(post)
        .does({ ...tick(true), step: 'c9' }),
    ).toThrow('INC-42 has no such step.');
  });

  it('comes along when the incident is made private', () => {
    const it = story({ private: false }).does(post).does(tick(true));
    const before = it.incident().problems[0]?.messages;
    it.does({ type: 'makePrivate', by: ana, why: null });
    const used = it.incident().problems[0];
    expect(used?.messages).not.toEqual(before);
    expect(used?.ticks).toHaveProperty('c2');
    expect(it.notices().filter(({ notice }) => notice.type === 'problem')).toHaveLength(2);
  });

  it('with many steps goes on in the thread of its first message, each step on one page', () => {
    const problem = largestProblem('x'.repeat(300));
    const pages = pagesOf(problem);
    expect(pages.length).toBeGreaterThan(3);
    expect(pages.flat().flatMap(({ steps }) => steps)).toEqual(stepsOf(problem));
    expect(pageOf(problem, 'a20')).toBe(pages.length - 1);
    const it = story().does({ ...post, problem });
    const effects = it.decisions.at(-1)?.effects ?? [];
    const posts = effects.filter(({ effect }) => effect.type === 'post');
    expect(posts.map(({ needs }) => needs)).toEqual(['inc:channel', ...pages.slice(1).map(() => posts[0]?.id)]);
    expect(it.incident().problems[0]?.messages).toEqual(posts.map(({ id }) => id));
  });
});
