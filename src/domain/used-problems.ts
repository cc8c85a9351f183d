import { isDeepStrictEqual } from 'node:util';
import type { Incident } from './incident.ts';
import type { ProblemRunbook, UsedProblem } from './problem-schema.ts';

/** The same problem where it was posted already, word by word as it is now; null where it was not. */
export function postedProblem(incident: Incident, problem: ProblemRunbook): UsedProblem | null {
  return incident.problems.find((used) => isDeepStrictEqual(used.problem, problem)) ?? null;
}
