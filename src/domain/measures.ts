import type { Incident } from './incident.ts';

/** How long something took, or why that cannot be said. Milliseconds by the wall clock; unknown is never zero. */
export type Measure = { ms: number; unknown: null } | { ms: null; unknown: string };

/** Time to detect, to acknowledge, to mitigate, to resolve. */
export type Measures = { ttd: Measure; tta: Measure; ttm: Measure; ttr: Measure };

type Point = { name: string; at: Date | null };

/** The four durations of an incident, from its moments as they are corrected now. */
export function measuresOf(incident: Pick<Incident, 'moments'>): Measures {
  const { moments } = incident;
  const impact = { name: 'impact started', at: moments.impactStarted };
  const detected = { name: 'detected', at: moments.detected };
  const declared = { name: 'declared', at: moments.declared };
  return {
    ttd: between(impact, detected),
    // Who answers cannot have been quicker than the first who knew; without that moment the declaration counts.
    tta: between(moments.detected === null ? declared : detected, { name: 'acknowledged', at: moments.acknowledged }),
    ttm: between(impact, { name: 'mitigated', at: moments.mitigated }),
    ttr: between(impact, { name: 'resolved', at: moments.resolved }),
  };
}

function between(from: Point, to: Point): Measure {
  const missing = [from, to].filter((point) => point.at === null).map((point) => point.name);
  if (from.at === null || to.at === null)
    return { ms: null, unknown: `no time is known for ${missing.map((name) => `“${name}”`).join(' and ')}` };
  const ms = to.at.getTime() - from.at.getTime();
  if (ms >= 0) return { ms, unknown: null };
  return { ms: null, unknown: `“${to.name}” (${utc(to.at)}) is before “${from.name}” (${utc(from.at)})` };
}

function utc(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
