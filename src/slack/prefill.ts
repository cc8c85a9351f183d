import { encodeValue } from './ids.ts';
import { clip, cut, longestTitle, longestValue } from './limits.ts';
import { takePageLink } from './parse-page-link.ts';
import { type DeclareForm, sourceOf } from './views/modals/declare.ts';
import { triagePrefix } from './views/modals/triage.ts';

/** What was written in a declare form, or would be. */
export type Written = Omit<DeclareForm, 'policy' | 'channel' | 'home' | 'open' | 'attaches' | 'called'>;

/** What a button carries that opens the declare form with what was written before: everything, private above all. */
export function prefill(written: Written): Record<string, string> {
  const { title = '', severity, affected, impact, drill, exposure, commander, source } = written;
  const kept: [string, string | null | undefined][] = [
    ['title', cut(title, longestTitle)],
    ['severity', severity],
    ['page', written.page?.url],
    ['drill', drill ? 'yes' : null],
    ['exposure', exposure ? 'yes' : null],
    ['private', written.private ? 'yes' : null],
    ['commander', commander],
    ['type', written.type],
    ['from', source?.channel],
    ['ts', source?.ts],
    ['author', source?.author],
    ['affected', affected && cut(affected, 400)],
    ['impact', impact && cut(impact, 400)],
    ['said', source && clip(source.text, 400)],
    ...Object.entries(written.triage ?? {}).map(([key, text]): [string, string | null] => [
      `${triagePrefix}${key}`,
      text && cut(text, 400),
    ]),
  ];
  return shortened(Object.fromEntries(kept.flatMap(([name, text]) => (text ? [[name, text]] : []))));
}

/** What such a button carried. */
export function readPrefill(value: Record<string, string>): Written {
  const { title, severity, affected, impact, commander } = value;
  return {
    title,
    severity,
    affected,
    impact,
    commander,
    drill: value.drill === 'yes',
    exposure: value.exposure === 'yes',
    private: value.private === 'yes',
    page: takePageLink(value.page ?? '').page,
    source: sourceOf(value),
    type: value.type ?? null,
    triage: Object.fromEntries(
      Object.entries(value).flatMap(([name, text]) =>
        name.startsWith(triagePrefix) ? [[name.slice(triagePrefix.length), text]] : [],
      ),
    ),
  };
}

// Quotes and line breaks grow when they are encoded. What is long is shortened, never a tick or a name.
function shortened(value: Record<string, string>): Record<string, string> {
  const fitting = { ...value };
  const answers = Object.keys(value).filter((name) => name.startsWith(triagePrefix));
  for (const name of ['said', ...answers, 'impact', 'affected']) {
    let text = fitting[name] ?? '';
    while (text !== '' && encodeValue(fitting).length > longestValue) {
      text = cut(text, Math.floor(text.length * 0.8));
      fitting[name] = text;
    }
  }
  return fitting;
}
