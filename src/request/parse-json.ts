import { RequestError } from './request-error.ts';

// Slack's deepest blocks have some fifteen. What walks through a value calls itself for each level, and a megabyte of
// brackets would end the stack.
const deepest = 64;

/** The JSON in a text; a RequestError where it is none, or nested deeper than anything that is sent to us. */
export function parseJson(text: string): unknown {
  if (isTooDeep(text)) throw new RequestError(400, `The body is nested deeper than ${deepest} levels.`);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new RequestError(400, 'The body is not well-formed JSON.', { cause });
  }
}

/** The text of a body; a RequestError where its bytes are not UTF-8. */
export function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new RequestError(400, 'The body is not UTF-8.', { cause });
  }
}

/** Brackets within strings do not nest; nothing else of JSON is looked at. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '"') at = endOfString(text, at);
    else if (sign === '[' || sign === '{') {
      depth += 1;
      if (depth > deepest) return true;
    } else if (sign === ']' || sign === '}') depth -= 1;
  }
  return false;
}

/** Where the string ends that begins at `from`; the end of the text for one that does not. */
function endOfString(text: string, from: number): number {
  let end = text.indexOf('"', from + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end;
}

function isEscaped(text: string, at: number): boolean {
  let strokes = 0;
  while (text[at - 1 - strokes] === '\\') strokes += 1;
  return strokes % 2 === 1;
}
