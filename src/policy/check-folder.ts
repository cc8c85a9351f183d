import type { Policy } from '../domain/policy.ts';
import { templateFolder } from '../template-folder.ts';
import { loadPolicy } from './load-policy.ts';
import { loadProblems } from './load-problems.ts';
import { loadTemplates, templateNames } from './load-templates.ts';
import { collect, type Problem } from './policy-error.ts';
import { readFromDisk } from './runbook-files.ts';

/** Reads everything that a runbook folder says, and tells all that has to be mended; the policy is null where it cannot be read. */
export async function checkFolder(folder: string): Promise<{ policy: Policy | null; problems: Problem[] }> {
  const problems: Problem[] = [];
  const templates = templateFolder(folder);
  const names = await templateNames(templates);
  const policy = await collect(problems, () => loadPolicy(folder, readFromDisk, names));
  await collect(problems, () => loadTemplates(templates));
  await collect(problems, () => loadProblems(folder));
  return { policy, problems };
}
