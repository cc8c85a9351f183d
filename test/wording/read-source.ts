import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const source = join(import.meta.dirname, '../../src');

/** The arguments of every call that begins so (`new UserError(`), in the files of a folder of the source; as they stand there. */
export function callsIn(folder: string, head: string): string[][] {
  return readdirSync(join(source, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.includes('generated'))
    .sort()
    .flatMap((file) => {
      const text = readFileSync(join(source, folder, file), 'utf8');
      const starts = [...text.matchAll(new RegExp(`(?<![.\\w])${head.replaceAll(/[.(]/g, '\\$&')}`, 'g'))];
      return starts.map(({ index }) => argumentsFrom(text, index + head.length));
    });
}

/** The lines of a folder of the source that match. */
export function linesIn(folder: string, wanted: RegExp): string[] {
  return readdirSync(join(source, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .sort()
    .flatMap((file) => readFileSync(join(source, folder, file), 'utf8').split('\n'))
    .filter((line) => wanted.test(line));
}

/** Every piece of text in an argument, without its quotes; the places in it stay as they are. */
export function piecesOf(argument: string): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < argument.length; at += 1) {
    const end = endOfText(argument, at);
    if (end === at) continue;
    pieces.push(
      argument
        .slice(at + 1, end - 1)
        .replaceAll('\\n', '\n')
        .replace(/\\(.)/g, '$1'),
    );
    at = end - 1;
  }
  return pieces;
}

function argumentsFrom(text: string, start: number): string[] {
  const found: string[] = [];
  let depth = 0;
  let from = start;
  for (let at = start; at < text.length; at += 1) {
    at = Math.max(at, endOfText(text, at) - 1, endOfComment(text, at) - 1);
    const sign = text.charAt(at);
    if (depth === 0 && (sign === ',' || sign === ')')) {
      found.push(text.slice(from, at).trim());
      from = at + 1;
      if (sign === ')') break;
    }
    if ('([{'.includes(sign)) depth += 1;
    if (')]}'.includes(sign)) depth -= 1;
  }
  return found.filter((argument) => argument !== '');
}

function endOfComment(text: string, at: number): number {
  return text.startsWith('//', at) ? text.indexOf('\n', at) : at;
}

// Where the text that begins here ends; `at` itself where none begins.
function endOfText(text: string, at: number): number {
  const quote = text.charAt(at);
  if (quote === '' || !`'"\``.includes(quote)) return at;
  for (let end = at + 1; end < text.length; end += 1) {
    if (text.charAt(end) === '\\') end += 1;
    else if (text.charAt(end) === quote) return end + 1;
    else if (quote === '`' && text.startsWith('${', end)) end = endOfPlace(text, end + 2);
  }
  return text.length;
}

function endOfPlace(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    at = Math.max(at, endOfText(text, at) - 1);
    if (text.charAt(at) === '{') depth += 1;
    if (text.charAt(at) !== '}') continue;
    if (depth === 0) return at;
    depth -= 1;
  }
  return text.length;
}
