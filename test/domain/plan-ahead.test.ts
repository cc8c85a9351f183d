import { describe, expect, it } from 'vitest';
import { foldRepeats } from '../../src/domain/plan-ahead/fold-repeats.ts';
import { mergeEchoes } from '../../src/domain/plan-ahead/merge-echoes.ts';
import { type PlannedIncident, horizonOf, planIncident } from '../../src/domain/plan-ahead/plan-incident.ts';
import type { PlanLine, PlanWhat } from '../../src/domain/plan-ahead/plan-line.ts';
import { tellEffect } from '../../src/domain/plan-ahead/tell-effect.ts';
import { asIfFound, declarer, seeThrough } from '../../src/domain/plan-ahead/see-through.ts';
import type { Effect } from '../../src/domain/effects.ts';
import type { Notice } from '../../src/domain/notices.ts';
import { start, story } from '../support/incident.ts';
import { changesOf, itemsOf } from '../support/every-notice.ts';
import { members, policy } from '../support/policy.ts';

const asked = (more: Partial<PlannedIncident> = {}): PlannedIncident => ({
  policy,
  severity: 'P0',
  at: start,
  ...more,
});
const of = (lines: PlanLine[], what: PlanWhat) =>
  lines.filter((line) => line.what === what).map(({ minute, whom }) => `${minute} ${whom}`);

describe('A plan', () => {
  it('is what the same incident does when the clock runs', () => {
    const it = story({ id: 'plan', declaredBy: declarer, title: 'Example', number: 1 }).at(120);
    const lines = planIncident(asked({ hours: 2 }));
    expect(lines.map(({ minute, what }) => `${minute} ${what}`)).toEqual(
      it.seen.flatMap(({ minute, effect }) =>
        tellEffect(effect, seeThrough(it.incident(), policy, start)).map(({ what }) => `${Math.floor(minute)} ${what}`),
      ),
    );
    expect(of(lines, 'called')).toContain('5 tech-lead');
  });

  it('names by a word that stays who would be called, informed and asked, and when', () => {
    const lines = planIncident(asked({ hours: 1 }));
    const again = [15, 25, 35, 45, 55].flatMap((minute) => [`${minute} commander`, `${minute} tech-lead`]);
    expect([...new Set(of(lines, 'called'))]).toEqual(['0 commander', '5 tech-lead', ...again]);
    expect([...new Set(of(lines, 'informed'))]).toEqual(['15 eng-manager', '30 vp']);
    expect(of(lines, 'nudge')).toEqual(['12 declarer']);
    expect(lines.filter(({ where }) => where === 'announcements').map(({ what }) => what)).toEqual(['announcement']);
  });

  it('does what people do at their minutes', () => {
    const events = { take: 2, identified: 10, monitoring: 40, resolve: 75, close: 90 };
    const lines = planIncident(asked({ events, updates: true }));
    expect(of(lines, 'called')).toContain('0 commander');
    expect(of(lines, 'ladderEnd')).toEqual([]);
    expect([...new Set(of(lines, 'roleTaken'))]).toEqual(['2 devops-lead']);
    expect([...new Set(of(lines, 'status identified'))]).toEqual(['10 devops-lead']);
    expect([...new Set(of(lines, 'update'))].slice(0, 2)).toEqual(['14 devops-lead', '28 devops-lead']);
    expect(of(lines, 'soakEnded')).toEqual(['70 devops-lead']);
    expect(of(lines, 'checklists')).toEqual(['75 null']);
    expect(of(lines, 'postMortem')).toEqual(['75 null']);
    expect(of(lines, 'digest').length).toBeGreaterThan(1);
  });

  it('shows a private incident and exposed data as the policy treats them', () => {
    const hidden = planIncident(asked({ private: true }));
    expect(hidden.some(({ where }) => where === 'announcements' || where === 'thread')).toBe(false);
    expect(of(hidden, 'called').filter((one) => one.endsWith('tech-lead'))).toEqual([]);
    expect(of(planIncident(asked({ dataBreach: true })), 'unnamed')).toEqual(['0 ceo']);
  });

  it('counts who is named by e-mail as found', () => {
    const people = { ...policy.people };
    const lead = people['devops-lead'];
    if (lead !== undefined) people['devops-lead'] = { ...lead, slack: null, email: 'ana@example.com' };
    const lines = planIncident(asked({ policy: { ...policy, people } }));
    expect(of(lines, 'called')[0]).toBe('0 commander');
    expect(lines.find(({ what }) => what === 'called')?.text).toBe('called: Incident Commander (Ana Ruiz)');
    expect(asIfFound(policy).people['devops-lead']?.slack).toBe(members.ana);
  });

  it('ends where it has been looked, also when nobody ever answers', () => {
    expect(horizonOf(asked()).getTime() - start.getTime()).toBe(4 * 60 * 60_000);
    expect(planIncident(asked({ hours: 14 * 24 })).at(-1)?.minute).toBeLessThanOrEqual(14 * 24 * 60);
  });
});

describe('What repeats', () => {
  it('is said once, with its distance, where it goes on to the end', () => {
    const lines = mergeEchoes(planIncident(asked()));
    const folded = foldRepeats(lines, horizonOf(asked()));
    const again = folded.filter(({ what }) => what === 'ladderEnd');
    expect(again.map(({ minute, text }) => `${minute} ${text.split('; ').at(-1)}`)).toEqual([
      '15 then every 10 min until somebody answers',
    ]);
    expect(folded.length).toBeLessThan(lines.length / 2);
  });

  it('is kept line by line where it ends by itself', () => {
    const lines = mergeEchoes(planIncident(asked({ events: { take: 37 } })));
    expect(of(foldRepeats(lines, horizonOf(asked())), 'ladderEnd')).toEqual(['15 null', '25 null', '35 null']);
  });
});

it('Every message has its words, and none names nobody where it names somebody', () => {
  const at = start.toISOString();
  const due: Notice[] = Object.values(itemsOf('text')).map((items) => ({ type: 'due', items }));
  const changes: Notice[] = Object.values(changesOf('text'))
    .flat()
    .map((change) => ({ type: 'change', by: members.ana, at, change, replan: null }));
  const sight = seeThrough(story().incident(), policy, start);
  for (const notice of [...due, ...changes]) {
    const effect: Effect = { type: 'post', to: { type: 'channel' }, notice };
    const said = tellEffect(effect, sight);
    expect(said).not.toEqual([]);
    for (const { text } of said) {
      expect(text).not.toMatch(/undefined|Invalid|<@|U0DEC|U0COM/);
      expect(text.trim()).not.toBe('');
    }
  }
});
