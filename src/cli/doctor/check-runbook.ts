import { checkFolder } from '../../policy/check-folder.ts';
import { lineOf } from '../../policy/policy-error.ts';
import { type Finding, bad, good } from './check.ts';
import type { Policy } from '../../domain/policy.ts';

/** The policy with its templates and problem runbooks. */
export async function readRunbook(folder: string): Promise<{ policy: Policy | null; findings: Finding[] }> {
  const { policy, problems } = await checkFolder(folder);
  if (problems.length > 0) return { policy, findings: problems.map((problem) => bad(lineOf(problem))) };
  const severities = policy?.severities.map(({ key }) => key).join(', ') ?? '';
  return { policy, findings: [good(`${folder} reads well: ${severities}`)] };
}
