import type { Runbooks } from '../../src/commands/make-runbooks.ts';
import type { Policy } from '../../src/domain/policy.ts';
import { loadTemplates, type Templates } from '../../src/policy/load-templates.ts';
import type { Runbook } from '../../src/policy/load-runbook.ts';

const generic = await loadTemplates('templates/generic');

/** Runbooks that have one version for everything: `ctx.runbooks = runbooksOf({ ...policy, … })`. */
export function runbooksOf(policy: Policy, templates: Templates = generic): Runbooks {
  const current: Runbook = { hash: policy.hash, policy, templates, problems: [], files: {} };
  return { current, of: async () => current, ofAll: async () => () => current, learn: () => {} };
}
