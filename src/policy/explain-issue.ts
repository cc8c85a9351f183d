import type { z } from 'zod';
import type { Problem } from './policy-error.ts';
import { type Node, nodeAt } from './read-yaml.ts';

/** What to write for a key that is missing. */
const samples: Record<string, string> = {
  organisation: 'organisation: Seiketsu AI',
  timezone: 'timezone: Europe/Berlin',
  business_hours: 'business_hours: Mon-Fri 09:00-18:00',
  roles: 'roles: { commander: { name: Incident Commander } }',
  severities: 'severities, highest first: P0: { name: Critical, … }',
  name: 'name: Critical',
  means: 'means: The whole service is out',
  respond_within: 'respond_within: 15m',
  update_every: 'update_every: 15m',
  channel: "channel: { name: 'incident-{date}-{slug}', topic: '{number} {severity} · {status}' }",
  topic: "topic: '{number} {severity} · {status} · {commander}'",
  title: 'title: Dashboards',
  url: 'url: https://dashboards.example.com',
  checklists: 'checklists: { resolution: { soak: 30m }, closure: { due: 1h after resolved } }',
  resolution: 'resolution: { soak: 30m }',
  soak: 'soak: 30m',
  closure: 'closure: { due: 1h after resolved }',
  due: 'due: 1h after resolved',
  review: 'review: { meeting: within 48h, report: within 1 week }',
  meeting: 'meeting: within 48h',
  report: 'report: within 1 week',
  reminders: 'reminders: { silence: 2h, roles_unfilled: 10m }',
  silence: 'silence: 2h',
  roles_unfilled: 'roles_unfilled: 10m',
  manual: 'manual: what to do by hand when Muster cannot record',
};

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
  if (found === null) return [problemAt(root, issue.path, `${name} is missing. Write ${samples[key] ?? `${key}: …`}`)];
  switch (issue.code) {
    case 'invalid_type':
      return [problemAt(root, issue.path, `${name} ${wrongKind(issue.expected, found, samples[key])}`)];
    case 'too_small':
      return [
        problemAt(
          root,
          issue.path,
          `${name} is empty. ${samples[key] === undefined ? 'Write it or take the key out.' : `Write ${samples[key]}`}`,
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
