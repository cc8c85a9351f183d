import type { z } from 'zod';
import type { Problem } from './policy-error.ts';
import { type Node, nodeAt } from './read-yaml.ts';
import { sampleFor } from './samples.ts';

/** What zod found, as lines that say where and what to write instead. */
export function explainIssue(issue: z.core.$ZodIssue, root: Node): Problem[] {
  if (issue.code === 'unrecognized_keys') {
    const lines = issue.message.split('\n');
    return issue.keys.map((key, index) => problemAt(root, [...issue.path, key], lines[index] ?? issue.message));
  }
  // The line says which item of a list it is.
  const name =
    issue.path
      .filter((step) => typeof step !== 'number')
      .map(String)
      .join('.') || 'the file';
  const found = nodeAt(root, issue.path);
  const key = String(issue.path.at(-1) ?? '');
  const sample = sampleFor(issue.path);
  if (found === null) return [problemAt(root, issue.path, `${name} is missing. Write ${sample ?? `${key}: …`}`)];
  switch (issue.code) {
    case 'invalid_type':
      return [problemAt(root, issue.path, `${name} ${wrongKind(issue.expected, found, sample)}`)];
    case 'too_small':
      return [
        problemAt(
          root,
          issue.path,
          `${name} is empty. ${sample === undefined ? 'Write it or take the key out.' : `Write ${sample}`}`,
        ),
      ];
    case 'invalid_key':
      return [problemAt(root, issue.path, `${key} ${issue.issues[0]?.message ?? 'is not a usable name.'}`)];
    case 'custom':
      return [problemAt(root, issue.path, `${name}: ${issue.message}`)];
    default:
      return [problemAt(root, issue.path, `${name} ${issue.message}`)];
  }
}

/** A problem at the nearest written place of a path: what is missing is told where it should stand. */
export function problemAt(root: Node, path: readonly PropertyKey[], text: string): Problem {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = nodeAt(root, path.slice(0, length));
    if (node !== null) return { file: node.file, line: node.line, text };
  }
  return { file: root.file, line: root.line, text };
}

function wrongKind(expected: string, found: Node, sample: string | undefined): string {
  const is = kindOf(found);
  if (is === 'empty')
    return sample === undefined ? 'is empty. Write it or take the key out.' : `is empty. Write ${sample}`;
  switch (expected) {
    case 'string':
      if (sample !== undefined && (found.kind !== 'value' || / \d/.test(sample)))
        return `cannot be ${is}. Write ${sample}`;
      if (found.kind !== 'value' || found.value === null) return `must be text, but it is ${is}.`;
      return `must be text, but it is ${is}. Put it in quotes: '${String(found.value)}'`;
    case 'number':
      return `must be a number, but it is ${is}.${sample === undefined ? '' : ` Write ${sample}`}`;
    case 'array':
      return `must be a list, but it is ${is}. Begin each line below it with a hyphen.`;
    default:
      return `must be a map of keys, but it is ${is}. Write each key on its own line below it, indented.`;
  }
}

function kindOf(node: Node): string {
  if (node.kind === 'map') return 'a map of keys';
  if (node.kind === 'list') return 'a list';
  if (node.value === null) return 'empty';
  return typeof node.value === 'string'
    ? 'text'
    : `the ${typeof node.value === 'number' ? 'number ' : 'word '}${String(node.value)}`;
}
