import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const source = join(import.meta.dirname, '../../src');
// A piece of text as it stands in the source: 'plain', "plain" or `with ${places}`.
const text = String.raw`('(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|\x60(?:[^\x60\\]|\\.)*\x60)`;
const refusal = new RegExp(String.raw`new UserError\(\s*${text},\s*${text},\s*${text}`, 'g');

/** Every refusal whose words stand together in the source, by its code: what happened, and what to do next. */
export function writeRefusals(): string {
  const lines = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.includes('generated'))
    .flatMap((file) => [...readFileSync(join(source, file), 'utf8').matchAll(refusal)])
    .map(([, code = '', what = '', remedy = '']) => `── ${unquoted(code)}\n${unquoted(what)}\n→ ${unquoted(remedy)}`);
  return `${[...new Set(lines)].sort().join('\n\n')}\n`;
}

function unquoted(literal: string): string {
  return literal.slice(1, -1).replace(/\\(.)/g, '$1');
}
