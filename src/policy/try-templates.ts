import { Liquid, type Template } from 'liquidjs';
import { explainTemplateError, explainUnknownName } from './explain-template-error.ts';
import { bareMessage, fullMessage } from './message-variables.ts';
import type { Problem } from './policy-error.ts';
import { bareSample, fullSample } from './sample-data.ts';

/** A template as it was read. */
export type TemplateText = { name: string; file: string; text: string };

/** A template that can be rendered. Text without empty lines at its ends. */
type Render = (data: object) => string;

/** Parses every template and renders it with everything and with next to nothing. */
export function tryTemplates(texts: TemplateText[]): { tried: Map<string, Render>; problems: Problem[] } {
  // A template is edited by the team, not trusted: it reads no files, and endless loops end.
  const liquid = new Liquid({
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    templates: {},
    renderLimit: 2000,
    memoryLimit: 50_000_000,
  });
  const tried = new Map<string, Render>();
  const problems: Problem[] = [];
  for (const one of texts) {
    const parsed = tryTemplate(liquid, one);
    if ('problems' in parsed) problems.push(...parsed.problems);
    else tried.set(one.name, (data) => tidy(String(liquid.renderSync(parsed.parsed, data))));
  }
  return { tried, problems };
}

type Tried = { parsed: Template[] } | { problems: Problem[] };

/** Checks the names in the branches that neither sample takes, too. */
function tryTemplate(liquid: Liquid, { name, file, text }: TemplateText): Tried {
  const [full, bare] = name === 'post-mortem' ? [fullSample, bareSample] : [fullMessage, bareMessage];
  let parsed: Template[];
  try {
    parsed = liquid.parse(text, file);
  } catch (error) {
    return { problems: [explainTemplateError(file, error, full)] };
  }
  const unknown = explainUnknownNames(liquid, parsed, { file, full });
  if (unknown.length > 0) return { problems: unknown };
  for (const sample of [full, bare]) {
    try {
      liquid.renderSync(parsed, sample);
    } catch (error) {
      return { problems: [explainTemplateError(file, error, full)] };
    }
  }
  return { parsed };
}

function explainUnknownNames(
  liquid: Liquid,
  parsed: Template[],
  { file, full }: { file: string; full: object },
): Problem[] {
  const { globals } = liquid.analyzeSync(parsed, { partials: false });
  return Object.values(globals).flatMap((uses) =>
    uses.flatMap(({ segments, location }) => {
      const text = explainUnknownName(segments, full);
      return text === null ? [] : [{ file, line: location.row, text }];
    }),
  );
}

/** Tags leave empty lines behind: no more than one between two paragraphs, none at the ends. */
function tidy(text: string): string {
  return text
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
