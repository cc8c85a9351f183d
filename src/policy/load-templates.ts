import { basename, join, relative, resolve } from 'node:path';
import type { MessageData } from '../domain/message-data.ts';
import type { PostMortemData } from '../domain/post-mortem-data.ts';
import { shippedTemplates } from '../template-folder.ts';
import { PolicyError, type Problem } from './policy-error.ts';
import { filesIn, type ListFiles, readFromDisk, type ReadText } from './runbook-files.ts';
import { type TemplateText, tryTemplates } from './try-templates.ts';

/** The team's templates, tried at start so that none fails when it is needed. */
export type Templates = {
  /** Message templates of the folder: without one a message looks as Muster makes it. */
  names: string[];
  /** The text of the post-mortem. */
  render(name: 'post-mortem', data: PostMortemData): string;
  /** The text of a message; null when the organisation has none of that name. */
  renderMessage(name: string, data: MessageData): string | null;
};

/** Reads and tries every template. Throws a PolicyError that names every broken one with file, line and what to write. */
export async function loadTemplates(
  folder: string,
  read: ReadText = readFromDisk,
  list: ListFiles = filesIn,
): Promise<Templates> {
  const { texts, problems } = await readTemplates(folder, read, list);
  if (problems.length > 0) throw new PolicyError(problems);
  return makeTemplates(texts);
}

/** The same from texts that were read before. */
export function makeTemplates(texts: TemplateText[]): Templates {
  const { tried, problems } = tryTemplates(texts);
  if (problems.length > 0) throw new PolicyError(problems);
  const render = (name: string, data: object): string | null => tried.get(name)?.(data) ?? null;
  return {
    names: namesOf(texts),
    render(name, data) {
      const text = render(name, data);
      if (text === null) throw new Error(`There is no template ${name}`);
      return `${text}\n`;
    },
    renderMessage: render,
  };
}

/** The message templates that a folder has, whether or not they are right. */
export async function templateNames(
  folder: string,
  read: ReadText = readFromDisk,
  list: ListFiles = filesIn,
): Promise<string[]> {
  return namesOf((await readTemplates(folder, read, list)).texts);
}

function namesOf(texts: TemplateText[]): string[] {
  return texts.map(({ name }) => name).filter((name) => name !== 'post-mortem');
}

/** Every template of the folder as text. The post-mortem is its own, else that of `../generic`, else the shipped one. */
export async function readTemplates(
  folder: string,
  read: ReadText = readFromDisk,
  list: ListFiles = filesIn,
): Promise<{ texts: TemplateText[]; problems: Problem[] }> {
  const own = (await list(folder)).filter((file) => file.endsWith('.md') && file !== 'README.md').sort();
  const found = await Promise.all(own.map((file) => readOne(join(folder, file), read)));
  const texts = found.filter((one) => one !== null);
  if (own.includes('post-mortem.md')) return { texts, problems: [] };
  for (const place of [join(folder, '..', 'generic'), shippedTemplates]) {
    const postMortem = await readOne(join(place, 'post-mortem.md'), read);
    if (postMortem !== null) return { texts: [postMortem, ...texts], problems: [] };
  }
  const text = 'there is no such file, here or in generic. Copy it from templates/generic.';
  return { texts, problems: [{ file: asSeenFromHere(join(folder, 'post-mortem.md')), line: null, text }] };
}

async function readOne(path: string, read: ReadText): Promise<TemplateText | null> {
  const file = asSeenFromHere(path);
  const text = await read(file);
  return text === null ? null : { name: basename(file, '.md'), file, text };
}

/** Short for what is below the working folder, which is where people look; whole for the rest. */
function asSeenFromHere(file: string): string {
  const path = relative('.', file);
  return path.startsWith('..') ? resolve(file) : path;
}
