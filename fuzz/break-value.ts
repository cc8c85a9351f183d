import type { Random } from '../workbench/random.ts';

type Node = Record<string, unknown> | unknown[];

/** A copy of a JSON value with `times` places broken: another type, too much, too deep, missing, or named like what an object has. */
export function breakValue(random: Random, value: unknown, times: number): unknown {
  const broken: unknown = structuredClone(value);
  const root = { broken };
  for (let time = 0; time < times; time += 1) {
    const [node, key] = random.one(placesIn(root) ?? [[root, 'broken']]);
    if (random.chance(0.15) && node !== root) Reflect.deleteProperty(node, key);
    else Reflect.set(node, key, junk(random));
  }
  return root.broken;
}

/** Every place of a value: the object or list, and the key in it. */
function placesIn(root: Node): [[Node, string], ...[Node, string][]] | null {
  const found: [Node, string][] = [];
  const walk = (node: Node): void => {
    for (const [key, inner] of Object.entries(node)) {
      found.push([node, key]);
      if (found.length < 400 && isNode(inner)) walk(inner);
    }
  };
  walk(root);
  const [first, ...rest] = found;
  return first === undefined ? null : [first, ...rest];
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null;
}

const texts: readonly [string, ...string[]] = [
  '',
  ' ',
  '\u0000',
  '\ud800',
  '\u202e<!channel>',
  '${jndi:ldap://x}',
  "'; DROP TABLE incident; --",
  '{{ 7 | times: 7 }}',
  '../../../etc/passwd',
  '<@U01ANA0001>',
  '__proto__',
  'INC-999999999999999999999',
  '9'.repeat(400),
];

/** Something that nobody expects anywhere. */
function junk(random: Random): unknown {
  switch (random.below(12)) {
    case 0:
      return null;
    case 1:
      return random.one([0, -1, 1.5, 1e308, Number.MAX_SAFE_INTEGER, -0]);
    case 2:
      return random.chance(0.5);
    case 3:
      return [];
    case 4:
      return {};
    case 5:
      return nested(random, 10 + random.below(60));
    case 6:
      return random.chance(0.1) ? nested(random, 800) : nested(random, 200);
    case 7:
      return 'x'.repeat(random.chance(0.05) ? 300_000 : random.below(5000));
    case 8:
      return JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":1},"toString":null,"then":1}');
    case 9:
      return Array.from({ length: random.below(300) }, () => ({ type: 'section' }));
    default:
      return random.one(texts);
  }
}

function nested(random: Random, depth: number): unknown {
  let value: unknown = 'deep';
  for (let level = 0; level < depth; level += 1) value = random.chance(0.5) ? [value] : { a: value };
  return value;
}

/** A text that was cut, changed in one place, doubled or followed by something. */
export function breakText(random: Random, text: string): string {
  const at = random.below(text.length + 1);
  switch (random.below(6)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return `${text.slice(0, at)}${random.one(['"', '{', '\\', '\u0000', ',', '[[[['])}${text.slice(at + 1)}`;
    case 2:
      return `${text}${text}`;
    case 3:
      return `${text}}]`;
    case 4:
      return random.chance(0.05) ? `${text}${' '.repeat(2_000_000)}` : text.slice(at);
    default:
      return `${'['.repeat(random.chance(0.2) ? 100_000 : 100)}${text}`;
  }
}
