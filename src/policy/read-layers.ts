import { createHash } from 'node:crypto';
import { join, normalize } from 'node:path';
import { mergeNodes, withoutNone } from './merge-nodes.ts';
import { PolicyError, type Problem } from './policy-error.ts';
import { type Node, readYaml } from './read-yaml.ts';
import type { ReadText } from './runbook-files.ts';

/** The policy file of a folder with what it extends underneath, the hash of all that was read, and what YAML disliked. */
export async function readLayers(
  folder: string,
  read: ReadText,
): Promise<{ root: Node; hash: string; problems: Problem[] }> {
  const layers: { file: string; text: string; root: Node }[] = [];
  const problems: Problem[] = [];
  let here: string | null = folder;
  let from: { file: string; line: number } | null = null;
  while (here !== null) {
    const file: string = normalize(join(here, 'policy.yaml'));
    const earlier = layers.findIndex((layer) => layer.file === file);
    if (earlier >= 0) {
      const round = [...layers.slice(earlier).map((layer) => layer.file), file].join(' → ');
      problems.push({
        file: from?.file ?? file,
        line: from?.line ?? null,
        text: `extends goes round in a circle: ${round}. Take one of them out.`,
      });
      break;
    }
    const text = await read(file);
    if (text === null) {
      if (from === null)
        throw new PolicyError([
          {
            file,
            line: null,
            text: 'there is no such file. Point RUNBOOK at a folder with a policy.yaml; runbooks/generic is one.',
          },
        ]);
      problems.push({
        ...from,
        text: `extends leads to ${file}, which does not exist. Write the folder as seen from this one: extends: ../generic`,
      });
      break;
    }
    const parsed = readYaml({ file, text });
    problems.push(...parsed.problems);
    layers.push({ file, text, root: parsed.root });
    const extended = extendsOf(parsed.root);
    if (extended === null) break;
    if (typeof extended.folder !== 'string') {
      problems.push({
        file,
        line: extended.line,
        text: 'extends must name one folder as seen from this one: extends: ../generic',
      });
      break;
    }
    here = join(here, extended.folder);
    from = { file, line: extended.line };
  }
  return { root: merged(layers.map((layer) => layer.root)), hash: hashOf(layers.map((layer) => layer.text)), problems };
}

/** The extending file comes first. */
function merged(roots: Node[]): Node {
  const last = roots.at(-1);
  if (last === undefined) throw new Error('No policy file was read');
  return roots.slice(0, -1).reduceRight((base, over) => mergeNodes(base, over), withoutNone(last));
}

function extendsOf(root: Node): { folder: unknown; line: number } | null {
  const node = root.kind === 'map' ? root.entries.get('extends') : undefined;
  if (node === undefined) return null;
  return { folder: node.kind === 'value' ? node.value : null, line: node.line };
}

// Each text is hashed on its own first, so that moving a line from one file to the other is a change too.
function hashOf(texts: string[]): string {
  const each = texts.map((text) => createHash('sha256').update(text).digest('hex'));
  return createHash('sha256').update(each.join('\n')).digest('hex');
}
