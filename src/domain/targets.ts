import type { Measure, Measures } from './measures.ts';
import type { Policy } from './policy.ts';

/** What the team wants to reach with an incident of that severity, in milliseconds; null where it has no target. */
export function targetsOf(
  { targets }: Pick<Policy, 'targets'>,
  severity: string,
): Record<keyof Measures, number | null> {
  return {
    ttd: targets.detect,
    tta: targets.acknowledge[severity] ?? null,
    ttm: targets.mitigate,
    ttr: targets.resolve,
  };
}

/** Whether a duration kept its target; null without a target, and for a duration that nobody knows. */
export function isMet(measure: Measure, target: number | null): boolean | null {
  return target === null || measure.ms === null ? null : measure.ms <= target;
}
