import type { Policy } from '../domain/policy.ts';
import { buildPolicy } from './build-policy.ts';
import { explainIssue, problemAt } from './explain-issue.ts';
import type { Names } from './parse-ladder-step.ts';
import { PolicyError, type Problem } from './policy-error.ts';
import { policySchema } from './policy-schema.ts';
import { readLayers } from './read-layers.ts';
import { type Node, nodeAt, toPlain } from './read-yaml.ts';

/** Reads and checks the policy of a runbook folder. Throws a PolicyError that names every problem with file and line. */
export async function loadPolicy(folder: string): Promise<Policy> {
  const { root, hash, problems } = await readLayers(folder);
  // Half of a file that YAML could not read would only bring problems that are none.
  if (problems.length > 0) throw new PolicyError(problems);
  const names: Names = { roles: keysAt(root, 'roles'), people: keysAt(root, 'people') };
  const parsed = policySchema(names).safeParse(toPlain(root));
  const found = [
    ...(parsed.error?.issues.flatMap((issue) => explainIssue(issue, root)) ?? []),
    ...checkNames(names, root),
  ];
  if (found.length > 0) throw new PolicyError(inOrder(found));
  if (!parsed.success) throw parsed.error;
  return buildPolicy(parsed.data, hash);
}

function keysAt(root: Node, section: string): string[] {
  const node = nodeAt(root, [section]);
  return node?.kind === 'map' ? [...node.entries.keys()] : [];
}

function checkNames({ roles, people }: Names, root: Node): Problem[] {
  const problems = people
    .filter((key) => roles.includes(key))
    .map((key) =>
      problemAt(
        root,
        ['people', key],
        `${key} is a role too, so a ladder could not tell which is meant. Rename the person, for example ${key}-primary.`,
      ),
    );
  if (roles.length > 0 && !roles.includes('commander')) {
    problems.push(
      problemAt(
        root,
        ['roles'],
        'there is no role commander. Every incident has one: commander: { name: Incident Commander }',
      ),
    );
  }
  if (nodeAt(root, ['severities']) !== null && keysAt(root, 'severities').length < 2) {
    problems.push(
      problemAt(
        root,
        ['severities'],
        'at least two severities are needed, highest first. Write P0 and P1, or extend ../generic.',
      ),
    );
  }
  return problems;
}

/** File by file and line by line, as an editor walks through them. */
function inOrder(problems: Problem[]): Problem[] {
  const files = [...new Set(problems.map((problem) => problem.file))];
  return [...problems].sort((a, b) => files.indexOf(a.file) - files.indexOf(b.file) || (a.line ?? 0) - (b.line ?? 0));
}
