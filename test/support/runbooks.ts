import type { Runbooks } from '../../src/commands/make-runbooks.ts';
import { type OnCall, withOnCall } from '../../src/domain/on-call.ts';
import type { Policy } from '../../src/domain/policy.ts';
import type { ProblemRunbook } from '../../src/domain/problem-schema.ts';
import { loadTemplates, type Templates } from '../../src/policy/load-templates.ts';
import type { Runbook } from '../../src/policy/load-runbook.ts';

const generic = await loadTemplates('templates/generic');

/** Runbooks that have one version for everything: `ctx.runbooks = runbooksOf({ ...policy, … })`. */
export function runbooksOf(policy: Policy, templates: Templates = generic, problems: ProblemRunbook[] = []): Runbooks {
  const loaded: Runbook = { hash: policy.hash, policy, templates, problems, files: {} };
  const onCall = new Map<string, OnCall>();
  const now = (): Runbook => ({ ...loaded, policy: withOnCall(policy, onCall) });
  return {
    get current() {
      return now();
    },
    of: async () => now(),
    ofAll: async () => now,
    learn: () => {},
    learnOnCall: (found) => {
      for (const one of found) onCall.set(one.schedule, one);
    },
  };
}
