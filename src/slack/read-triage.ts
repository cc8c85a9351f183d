import type { Answers } from '../domain/decisions/triage.ts';
import type { Fields } from './calls.ts';
import { triagePrefix } from './views/modals/triage.ts';

/**
 * What was answered in the fields for the policy's questions. An empty one takes an answer back only where it showed one
 * (`shown`): somebody else may have answered meanwhile.
 */
export function readTriage(fields: Fields, shown: readonly string[] = []): Answers {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, { text }]) => {
      const key = name.slice(triagePrefix.length);
      return name.startsWith(triagePrefix) && (text !== null || shown.includes(key)) ? [[key, text]] : [];
    }),
  );
}
