import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, normalize } from 'node:path';
import { mergeNodes, withoutNone } from './merge-nodes.ts';
import { PolicyError, type Problem } from './policy-error.ts';
import { type Node, readYaml } from './read-yaml.ts';

/** The policy file of a folder with what it extends underneath, the hash of all that was read, and what YAML disliked. */
export async function readLayers(folder: string): Promise<{ root: Node; hash: string; problems: Problem[] }> {
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
    const text = await readIfThere(file);
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
    const read = readYaml({ file, text });
    problems.push(...read.problems);
    layers.push({ file, text, root: read.root });
    const extended = extendsOf(read.root);
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

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return null;
    throw error;
  }
}
