import { join, relative, resolve } from 'node:path';
import { Liquid, type Template } from 'liquidjs';
import type { PostMortemData } from '../domain/post-mortem.ts';
import { shippedTemplates } from '../template-folder.ts';
import { explainTemplateError, explainUnknownName } from './explain-template-error.ts';
import { PolicyError, type Problem } from './policy-error.ts';
import { readFromDisk, type ReadText } from './runbook-files.ts';
import { bareSample, fullSample } from './sample-data.ts';

/** The templates there are; each is `<name>.md` in the folder, else in `../generic`, else as shipped. */
const names = ['post-mortem'] as const;
/** One template. */
export type TemplateName = (typeof names)[number];

/** The team's templates, tried at start so that none fails when it is needed. */
export type Templates = {
  /** The text of one template for one incident. */
  render(name: TemplateName, data: PostMortemData): string;
};

type Loaded = { file: string; text: string; parsed: Template[] };

/** Reads and tries every template. Throws a PolicyError that names every broken one with file, line and what to write. */
export async function loadTemplates(folder: string, read: ReadText = readFromDisk): Promise<Templates> {
  // A template is edited by the team, not trusted: it reads no files, and endless loops end.
  const liquid = new Liquid({
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    templates: {},
    renderLimit: 2000,
    memoryLimit: 50_000_000,
  });
  const loaded = new Map<TemplateName, Loaded>();
  const problems: Problem[] = [];
  for (const name of names) {
    const found = await readTemplate(folder, name, read);
    if ('problem' in found) {
      problems.push(found.problem);
      continue;
    }
    const parsed = tryTemplate(liquid, found);
    if (Array.isArray(parsed)) problems.push(...parsed);
    else loaded.set(name, parsed);
  }
  if (problems.length > 0) throw new PolicyError(problems);
  return {
    render(name, data) {
      const template = loaded.get(name);
      if (template === undefined) throw new Error(`There is no template ${name}`);
      const text: unknown = liquid.renderSync(template.parsed, data);
      return tidy(String(text));
    },
  };
}

async function readTemplate(
  folder: string,
  name: TemplateName,
  read: ReadText,
): Promise<{ file: string; text: string } | { problem: Problem }> {
  const places = [folder, join(folder, '..', 'generic'), shippedTemplates].map((place) =>
    asSeenFromHere(join(place, `${name}.md`)),
  );
  for (const file of places) {
    const text = await read(file);
    if (text !== null) return { file, text };
  }
  const text = 'there is no such file, here or in generic. Copy it from templates/generic.';
  return { problem: { file: places[0] ?? name, line: null, text } };
}

/** Short for what is below the working folder, which is where people look; whole for the rest. */
function asSeenFromHere(file: string): string {
  const path = relative('.', file);
  return path.startsWith('..') ? resolve(file) : path;
}

/** Parses and renders it with everything and with next to nothing, and checks the names in the branches that neither took. */
function tryTemplate(liquid: Liquid, { file, text }: { file: string; text: string }): Loaded | Problem[] {
  let parsed: Template[];
  try {
    parsed = liquid.parse(text, file);
  } catch (error) {
    return [explainTemplateError(file, error, fullSample)];
  }
  const unknown = explainUnknownNames(liquid, parsed, file);
  if (unknown.length > 0) return unknown;
  for (const sample of [fullSample, bareSample]) {
    try {
      liquid.renderSync(parsed, sample);
    } catch (error) {
      return [explainTemplateError(file, error, fullSample)];
    }
  }
  return { file, text, parsed };
}

function explainUnknownNames(liquid: Liquid, parsed: Template[], file: string): Problem[] {
  const { globals } = liquid.analyzeSync(parsed, { partials: false });
  return Object.values(globals).flatMap((uses) =>
    uses.flatMap(({ segments, location }) => {
      const text = explainUnknownName(segments, fullSample);
      return text === null ? [] : [{ file, line: location.row, text }];
    }),
  );
}

/** Tags leave empty lines behind: no more than one between two paragraphs, one line break at the end. */
function tidy(text: string): string {
  return `${text
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}
