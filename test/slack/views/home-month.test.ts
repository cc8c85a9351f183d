import type { KnownBlock } from '@slack/types';
import { describe, expect, it } from 'vitest';
import { validateView } from '../../../sandbox/block-kit/validate.ts';
import { severityOf } from '../../../src/domain/policy.ts';
import { monthBlocks } from '../../../src/slack/views/home-month.ts';
import { proves } from '../../promises/proves.ts';
import { repeated } from '../../support/every-notice.ts';
import { empty, month, nothing, targets } from '../../support/glances.ts';
import { policy } from '../../support/policy.ts';
import { writeView } from '../../wording/write-view.ts';

const tell = (blocks: KnownBlock[]) => writeView({ type: 'home', blocks });

describe('the month at home', () => {
  it('stands beside the one before it and beside the targets', () => {
    const own = { ...policy, targets };
    expect(tell(monthBlocks(month, own))).toMatchInlineSnapshot(`
      "*March so far, beside February*
      Incidents: 9 · February 12
      P0, P1, not called off: 7 (target fewer than 8, met) · February 12 (missed)
      False positives: 2 of 9 (22 %) · February none
      Repeats: 1 of 9 (11 %) · February 3 of 12 (25 %)
      Time to detect: unknown (target 5 min) · February 2 min (met)
      Time to acknowledge: 4 min (known for 8 of 9) · February 25 min
      Time to acknowledge P0: 3 min (target 15 min, met) · February unknown
      Time to acknowledge P1: 5 min (known for 5 of 6; target 20 min, met) · February 25 min (missed)
      Time to mitigate: 1 h 5 min · February 1 h 10 min
      Time to resolve: 5 h (known for 2 of 9; target 4 h, missed) · February 3 h (met)
      Times are medians. Drills and merged incidents are not counted, private ones only where you are in them.
      Wanted as well, to be seen in your monitoring: 99.9 % availability · Error rate < 0.1 %"
    `);
    proves('F19', 'F20');
  });

  it('says what a month without incidents lacks, and nothing where two are empty', () => {
    expect(tell(monthBlocks({ ...month, month: empty('March') }, { ...policy, targets }))).toMatchInlineSnapshot(`
      "*March so far, beside February*
      Incidents: none · February 12
      P0, P1, not called off: – (target fewer than 8) · February 12 (missed)
      False positives: – · February none
      Repeats: – · February 3 of 12 (25 %)
      Time to detect: – (target 5 min) · February 2 min (met)
      Time to acknowledge: – · February 25 min
      Time to acknowledge P1: – (target 20 min) · February 25 min (missed)
      Time to mitigate: – · February 1 h 10 min
      Time to resolve: – (target 4 h) · February 3 h (met)
      Times are medians. Drills and merged incidents are not counted, private ones only where you are in them.
      Wanted as well, to be seen in your monitoring: 99.9 % availability · Error rate < 0.1 %"
    `);
    const one = { ...empty('March'), declared: 1, repeats: 1 };
    expect(tell(monthBlocks({ ...month, month: one, before: empty('February') }, policy))).toMatchInlineSnapshot(`
      "*March so far, beside February*
      Incidents: 1 · February none
      False positives: none
      Repeats: 1 of 1 (100 %)
      Time to detect: unknown
      Time to acknowledge: unknown
      Time to mitigate: unknown
      Time to resolve: unknown
      Times are medians. Drills and merged incidents are not counted, private ones only where you are in them."
    `);
    expect(monthBlocks(nothing, { ...policy, targets })).toEqual([]);
  });

  it('keeps to Slack’s limits with the longest names of severities', () => {
    const severities = repeated(40, (n) => ({ ...severityOf(policy, 'P0'), key: `${n}${'<'.repeat(80)}` }));
    const keys = severities.map(({ key }) => key);
    const acknowledge = Object.fromEntries(keys.map((key) => [key, 90 * 60_000]));
    const many = { severities: keys, fewerThan: 999_999 };
    const figures = {
      ...month.month,
      bySeverity: keys.map((severity) => ({ severity, declared: 9, stood: 8, toAcknowledge: { ms: 1e9, known: 7 } })),
    };
    const longest = { ...month, month: figures, before: figures };
    const own = {
      ...policy,
      severities,
      targets: { ...targets, acknowledge, incidentsPerMonth: many, service: repeated(30, () => '<'.repeat(300)) },
    };
    expect(validateView({ type: 'home', blocks: monthBlocks(longest, own) })).toEqual([]);
  });
});
