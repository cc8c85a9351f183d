import type { Node } from './read-yaml.ts';

/**
 * An extending file over the one that it extends: maps are merged key by key, lists and values are
 * replaced, and the word `none` drops what was there. Keys keep the order of the extended file.
 */
export function mergeNodes(base: Node, over: Node): Node {
  if (base.kind !== 'map' || over.kind !== 'map') return withoutNone(over);
  const entries = new Map(base.entries);
  for (const [key, node] of over.entries) {
    const below = entries.get(key);
    if (isNone(node)) entries.delete(key);
    else entries.set(key, below === undefined ? withoutNone(node) : mergeNodes(below, node));
  }
  return { ...over, entries };
}

/** The node without keys that say `none`: in a file that extends nothing it means the same as leaving the key out. */
export function withoutNone(node: Node): Node {
  if (node.kind !== 'map') return node;
  const kept = [...node.entries].filter(([, value]) => !isNone(value));
  return { ...node, entries: new Map(kept.map(([key, value]) => [key, withoutNone(value)])) };
}

function isNone(node: Node): boolean {
  return node.kind === 'value' && node.value === 'none';
}
