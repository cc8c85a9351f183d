import { type ErrorCode, isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document } from 'yaml';
import type { Problem } from './policy-error.ts';

/** A single value of YAML 1.2. */
export type Scalar = string | number | boolean | null;

/** A piece of a policy file that knows where it was written, so that a problem found later can say so. */
export type Node = { file: string; line: number } & (
  | { kind: 'map'; entries: Map<string, Node> }
  | { kind: 'list'; items: Node[] }
  | { kind: 'value'; value: Scalar }
);

/** Reads one YAML file. Syntax errors are problems with their line; an empty file is an empty map. */
export function readYaml({ file, text }: { file: string; text: string }): { root: Node; problems: Problem[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, version: '1.2', prettyErrors: false });
  const problems = [...document.errors, ...document.warnings].map((error) => {
    const line = lines.linePos(error.pos[0]).line;
    return { file, line, text: explain(error.code, error.message, text.split('\n')[line - 1] ?? '') };
  });
  const place = (node: unknown, otherwise: number): number => {
    const start = isMap(node) || isSeq(node) || isScalar(node) || isAlias(node) ? node.range?.[0] : undefined;
    return start === undefined ? otherwise : lines.linePos(start).line;
  };
  const root =
    document.contents === null ? emptyMap(file) : convert(document.contents, { document, file, place, line: 1 });
  return { root, problems };
}

type Reading = { document: Document; file: string; place: (node: unknown, otherwise: number) => number; line: number };

// A value belongs to the line of its key: that is where people look, also when the value is a block below it.
function convert(yaml: unknown, reading: Reading): Node {
  const { document, file, place, line } = reading;
  if (isAlias(yaml)) return convert(yaml.resolve(document), reading);
  if (isMap(yaml)) {
    const entries = new Map<string, Node>();
    for (const { key, value } of yaml.items) {
      const keyLine = place(key, line);
      entries.set(String(isScalar(key) ? key.value : key), convert(value, { ...reading, line: keyLine }));
    }
    return { file, line, kind: 'map', entries };
  }
  if (isSeq(yaml)) {
    return {
      file,
      line,
      kind: 'list',
      items: yaml.items.map((item) => convert(item, { ...reading, line: place(item, line) })),
    };
  }
  return { file, line, kind: 'value', value: isScalar(yaml) ? scalarOf(yaml.value) : null };
}

function scalarOf(value: unknown): Scalar {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

function emptyMap(file: string): Node {
  return { file, line: 1, kind: 'map', entries: new Map() };
}

function explain(code: ErrorCode, message: string, line: string): string {
  if (code === 'DUPLICATE_KEY') return 'this key is written twice in the same place. Keep one of the two.';
  if (code === 'TAB_AS_INDENT') return 'a tab stands where spaces should. Indent with spaces.';
  if (/:\s*@/.test(line)) return atRemedy;
  const sentence = (message.split('\n')[0] ?? message).replace(/\.?$/, '.');
  return `this is not YAML. ${sentence} Check the indentation and the quotes here.`;
}

/** What to write in place of an @handle. */
export const atRemedy =
  'Muster needs the member id, not the @handle, which people can change. In Slack open the profile → ⋮ → Copy member ID, and write it here (U0123ABCD); or leave slack out and give email.';

/** The same as plain data, for checking. */
export function toPlain(node: Node): unknown {
  switch (node.kind) {
    case 'map':
      return Object.fromEntries([...node.entries].map(([key, value]) => [key, toPlain(value)]));
    case 'list':
      return node.items.map(toPlain);
    case 'value':
      return node.value;
  }
}

/** What stands at a path, or null. */
export function nodeAt(root: Node, path: readonly PropertyKey[]): Node | null {
  let node: Node | undefined = root;
  for (const step of path) {
    if (node?.kind === 'map') node = node.entries.get(String(step));
    else if (node?.kind === 'list') node = node.items[Number(step)];
    else return null;
  }
  return node ?? null;
}
