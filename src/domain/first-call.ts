import type { Incident } from './incident.ts';
import { ladderOf } from './ladder.ts';
import type { Policy } from './policy.ts';

/** When somebody was first called who must answer, since the ladder began; null while nobody was. */
export function firstCall(incident: Incident, policy: Policy): Date | null {
  const { fired } = incident.ladder;
  // A repeated call overwrites when its person was reached; when a step first fired stays.
  const steps = ladderOf(incident, policy).flatMap(({ id, kind }) => (kind === 'reach' ? (fired[id] ?? []) : []));
  const times = [...steps, ...Object.values(incident.reached)].map((at) => at.getTime());
  return times.length === 0 ? null : new Date(Math.min(...times));
}
