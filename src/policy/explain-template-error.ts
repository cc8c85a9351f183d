import { LiquidError } from 'liquidjs';
import { didYouMean, nearestName } from './did-you-mean.ts';
import type { Problem } from './policy-error.ts';

/** What LiquidJS disliked in a template: where, what, and what exists instead. */
export function explainTemplateError(file: string, error: unknown, sample: object): Problem {
  if (!(error instanceof Error)) throw error;
  const line = LiquidError.is(error) ? (error.token.getPosition()[0] ?? null) : null;
  const what = (error.message.split('\n')[0] ?? '').replace(/, (?:file:.*, )?line:\d+, col:\d+$/, '');
  const variable = /^undefined variable: (.+)$/.exec(what)?.[1];
  if (variable !== undefined) return { file, line, text: unknownVariable(variable, sample) };
  const filter = /^undefined filter: (.+)$/.exec(what)?.[1];
  if (filter !== undefined)
    return { file, line, text: `${filter} is not a filter. ${didYouMean(filter, filters, 'Filters for text are')}` };
  const tag = /^tag "(.+)" not found$/.exec(what)?.[1];
  if (tag !== undefined) return { file, line, text: `${tag} is not a tag. ${didYouMean(tag, tags, 'The tags are')}` };
  if (what.startsWith('ENOENT'))
    return { file, line, text: 'a template cannot read other files. Write the text here instead.' };
  if (/limit exceeded/.test(what))
    return { file, line, text: 'it takes too long or grows too large. Look for a loop that has no end.' };
  return { file, line, text: `${what}. Check the braces and quotes of this tag.` };
}

const filters = [
  'append',
  'capitalize',
  'date',
  'default',
  'downcase',
  'escape',
  'first',
  'join',
  'last',
  'map',
  'prepend',
  'replace',
  'size',
  'slice',
  'sort',
  'split',
  'strip',
  'truncate',
  'upcase',
  'where',
];
const tags = [
  'assign',
  'capture',
  'case',
  'comment',
  'else',
  'elsif',
  'endcase',
  'endcomment',
  'endfor',
  'endif',
  'endunless',
  'for',
  'if',
  'raw',
  'unless',
  'when',
];

/** What to say of a variable that no incident has; null when it exists. Loop variables are tried by rendering. */
export function explainUnknownName(segments: readonly unknown[], sample: object): string | null {
  let here: unknown = sample;
  for (const [index, segment] of segments.entries()) {
    // A number or an expression picks from a list, and `size`, `first` and `last` are Liquid's own.
    if (typeof segment !== 'string' || Array.isArray(here) || here === null || typeof here !== 'object') return null;
    if (segment === 'size' && index > 0) return null;
    const entry = Object.entries(here).find(([key]) => key === segment);
    if (entry === undefined) return unknownVariable(segments.slice(0, index === 0 ? 2 : index + 1).join('.'), sample);
    here = entry[1];
  }
  return null;
}

function unknownVariable(variable: string, sample: object): string {
  const known = namesIn(sample, '');
  const plain = known.filter((name) => !name.includes('[]'));
  const ofLoops = known.filter((name) => name.includes('[]')).map((name) => name.split('.').at(-1) ?? name);
  // Inside a loop the first part is the loop's own name, so the fields of every list can be meant.
  const nearest =
    nearestName(variable, [...Object.keys(sample), ...plain]) ??
    nearestName(variable.split('.').at(-1) ?? variable, variable.includes('.') ? ofLoops : []);
  return `${variable} does not exist. ${nearest === null ? `There are: ${plain.join(', ')}.` : `Did you mean ${nearest}?`}`;
}

/** `incident.name`, `timeline[].at`, … */
function namesIn(value: object, before: string): string[] {
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const name = `${before}${key}`;
    if (Array.isArray(inner)) {
      const [first]: unknown[] = inner;
      return [name, ...(first !== null && typeof first === 'object' ? namesIn(first, `${name}[].`) : [])];
    }
    return inner !== null && typeof inner === 'object' ? namesIn(inner, `${name}.`) : [name];
  });
}
