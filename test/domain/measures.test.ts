import { describe, expect, it } from 'vitest';
import type { Incident } from '../../src/domain/incident.ts';
import { measuresOf } from '../../src/domain/measures.ts';
import { proves } from '../promises/proves.ts';

const at = (time: string) => new Date(`2026-03-02T${time}:00Z`);

const moments: Incident['moments'] = {
  impactStarted: at('02:48'),
  detected: at('02:59'),
  declared: at('03:01'),
  acknowledged: at('03:05'),
  identified: at('03:20'),
  mitigated: at('03:50'),
  resolved: at('04:10'),
  closed: at('05:00'),
};
const min = (n: number) => ({ ms: n * 60_000, unknown: null });

describe('the durations of an incident', () => {
  it('run from the start of the impact; the answer counts from the detection', () => {
    expect(measuresOf({ moments })).toEqual({ ttd: min(11), tta: min(6), ttm: min(62), ttr: min(82) });
    proves('F18', 'L10');
  });

  it('count the answer from the declaration where the detection is not known', () => {
    const { ttd, tta } = measuresOf({ moments: { ...moments, detected: null } });
    expect(tta).toEqual(min(4));
    expect(ttd).toEqual({ ms: null, unknown: 'no time is known for “detected”' });
  });

  it('stay unknown, not zero, where a moment is not known', () => {
    const { ttd, tta, ttm, ttr } = measuresOf({
      moments: { ...moments, impactStarted: null, detected: null, acknowledged: null, mitigated: null, resolved: null },
    });
    expect(ttd).toEqual({ ms: null, unknown: 'no time is known for “impact started” and “detected”' });
    expect(tta).toEqual({ ms: null, unknown: 'no time is known for “acknowledged”' });
    expect(ttm).toEqual({ ms: null, unknown: 'no time is known for “impact started” and “mitigated”' });
    expect(ttr).toEqual({ ms: null, unknown: 'no time is known for “impact started” and “resolved”' });
    proves('F18');
  });

  it('follow a corrected moment', () => {
    expect(measuresOf({ moments: { ...moments, impactStarted: at('02:41') } }).ttr).toEqual(min(89));
  });

  it('may be zero: what was detected the moment it began took no time', () => {
    expect(measuresOf({ moments: { ...moments, detected: at('02:48') } }).ttd).toEqual(min(0));
  });

  it('are unknown, with the reason, where a correction puts the end before the start', () => {
    expect(measuresOf({ moments: { ...moments, mitigated: at('02:40') } }).ttm).toEqual({
      ms: null,
      unknown: '“mitigated” (2026-03-02 02:40 UTC) is before “impact started” (2026-03-02 02:48 UTC)',
    });
  });

  it('cross midnight by the wall clock', () => {
    const late = { ...moments, impactStarted: new Date('2026-03-01T23:50:00Z') };
    expect(measuresOf({ moments: late }).ttr).toEqual(min(260));
  });
});
