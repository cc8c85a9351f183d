import type { Policy } from '../domain/policy.ts';
import { buildPolicy } from './build-policy.ts';
import { checkNames, checkTemplates, keysAt } from './check-names.ts';
import { explainIssue } from './explain-issue.ts';
import type { Names } from './names.ts';
import { PolicyError, type Problem } from './policy-error.ts';
import { policySchema } from './policy-schema.ts';
import { readLayers } from './read-layers.ts';
import { toPlain } from './read-yaml.ts';
import { readFromDisk, type ReadText } from './runbook-files.ts';

/**
 * Reads and checks the policy of a runbook folder. Throws a PolicyError that names every problem with file and line.
 * `templates` are the names of the message templates that it has; null: not known, so that none is missed.
 */
export async function loadPolicy(
  folder: string,
  read: ReadText = readFromDisk,
  templates: readonly string[] | null = null,
): Promise<Policy> {
  const { root, hash, problems } = await readLayers(folder, read);
  // Half of a file that YAML could not read would only bring problems that are none.
  if (problems.length > 0) throw new PolicyError(problems);
  const names: Names = {
    roles: keysAt(root, 'roles'),
    people: keysAt(root, 'people'),
    severities: keysAt(root, 'severities'),
  };
  const parsed = policySchema(names).safeParse(toPlain(root));
  const found = [
    ...(parsed.error?.issues.flatMap((issue) => explainIssue(issue, root)) ?? []),
    ...checkNames(names, root),
    ...(templates === null ? [] : checkTemplates(templates, root)),
  ];
  if (found.length > 0) throw new PolicyError(inOrder(found));
  if (!parsed.success) throw parsed.error;
  return buildPolicy(parsed.data, { hash, templates: [...(templates ?? [])] });
}

/** File by file and line by line, as an editor walks through them. */
function inOrder(problems: Problem[]): Problem[] {
  const files = [...new Set(problems.map((problem) => problem.file))];
  return [...problems].sort((a, b) => files.indexOf(a.file) - files.indexOf(b.file) || (a.line ?? 0) - (b.line ?? 0));
}
