import { describe, expect, it } from 'vitest';
import { measuresOf } from '../../src/domain/measures.ts';
import { postMortemData } from '../../src/domain/post-mortem.ts';
import { isMet, targetsOf } from '../../src/domain/targets.ts';
import { renderNotice } from '../../src/slack/views/render-notice.ts';
import { anIncident, factsAt, iso, resolved } from '../support/facts.ts';
import { members, policy } from '../support/policy.ts';

const minute = 60_000;
const own = {
  ...policy,
  targets: { ...policy.targets, detect: 5 * minute, acknowledge: { P0: 15 * minute }, resolve: 240 * minute },
};

describe('A target of the policy', () => {
  it('is met or missed by a duration that is known, and neither where there is none', () => {
    const { ttd, tta, ttm } = measuresOf(anIncident(resolved));
    const targets = targetsOf(own, 'P0');
    expect([isMet(ttd, targets.ttd), isMet(tta, targets.tta), isMet(ttm, targets.ttm)]).toEqual([false, true, null]);
    expect(isMet({ ms: null, unknown: 'x' }, minute)).toBeNull();
    expect(targetsOf(own, 'P3').tta).toBeNull();
  });

  it('stands beside its duration in the post-mortem and in the resolution', () => {
    const facts = { incident: anIncident(resolved), entries: [], policy: own, name: (user: string) => user };
    expect(postMortemData(facts).measures.map(({ short, target, met }) => [short, target, met])).toEqual([
      ['TTD', '5 min', 'missed'],
      ['TTA', '15 min', 'met'],
      ['TTM', null, null],
      ['TTR', '4 h', 'met'],
    ]);
    const change = {
      what: 'resolved',
      cause: null,
      fix: null,
      customers: null,
      owner: members.ana,
      headHash: 'a'.repeat(64),
    } as const;
    const notice = { type: 'change', by: members.ana, at: iso(69), change, replan: null } as const;
    const shown = JSON.stringify(renderNotice(notice, factsAt(69, resolved, { policy: own })));
    expect(shown).toContain('to acknowledge: 5 min (target 15 min, met)');
    expect(shown).toMatch(/to mitigate: 58 min ·/);
  });
});
