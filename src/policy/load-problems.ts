import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, normalize } from 'node:path';
import type { ProblemRunbook, ProblemSet } from '../domain/problem-schema.ts';
import { parseProblem } from './parse-problem.ts';
import { PolicyError, type Problem } from './policy-error.ts';

/** More than anybody finds their way in; each is a row. */
const mostFiles = 200;

/**
 * Reads and checks `problems/*.md` of a runbook folder, in the order of their names; none where there is no such folder.
 * What the folder extends has problems of its own. Throws a PolicyError that names everything to mend with file and line.
 */
export async function loadProblems(folder: string): Promise<ProblemSet> {
  const place = normalize(join(folder, 'problems'));
  const names = (await namesIn(place)).filter((name) => name.endsWith('.md')).sort();
  const faults: Problem[] = [];
  if (names.length > mostFiles)
    faults.push({ file: place, line: null, text: `there are ${names.length} files; ${mostFiles} are the most.` });
  const read = await Promise.all(names.slice(0, mostFiles).map((name) => readOne(place, name)));
  for (const { problems } of read) faults.push(...problems);
  faults.push(...sameTitles(read));
  if (faults.length > 0) throw new PolicyError(faults);
  return { hash: hashOf(read), problems: read.map(({ problem }) => problem) };
}

type Read = { file: string; slug: string; text: string; problem: ProblemRunbook; problems: Problem[] };

async function readOne(place: string, name: string): Promise<Read> {
  const file = join(place, name);
  const text = await readFile(file, 'utf8');
  const slug = name.slice(0, -'.md'.length);
  const { problem, problems } = parseProblem({ file, slug, text });
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug) || slug.length > 60)
    problems.unshift({
      file,
      line: null,
      text: 'the file name has at most 60 of a-z and 0-9, with hyphens between words: high-error-rate.md',
    });
  return { file, slug, text, problem, problems };
}

function sameTitles(read: Read[]): Problem[] {
  const titles = read.map(({ problem }) => problem.title.toLowerCase());
  return read.flatMap(({ file, problem }, index) => {
    const earlier = read[titles.indexOf(problem.title.toLowerCase())];
    if (problem.title === '' || earlier === undefined || earlier.file === file) return [];
    const text = `“${problem.title}” is the title of ${earlier.file} too. Nobody could tell them apart: name one anew.`;
    return index === 0 ? [] : [{ file, line: 1, text }];
  });
}

function hashOf(read: Read[]): string {
  const each = read.map(({ slug, text }) => `${slug} ${createHash('sha256').update(text).digest('hex')}`);
  return createHash('sha256').update(each.join('\n')).digest('hex');
}

async function namesIn(place: string): Promise<string[]> {
  try {
    return await readdir(place);
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return [];
    throw error;
  }
}
