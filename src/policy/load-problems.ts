import { basename, dirname } from 'node:path';
import type { ProblemRunbook } from '../domain/problem-schema.ts';
import { parseProblem } from './parse-problem.ts';
import { PolicyError, type Problem } from './policy-error.ts';
import { problemFilesIn, problemPlace, readFromDisk, type ReadText, type RunbookFiles } from './runbook-files.ts';

/** More than anybody finds their way in; each is a row. */
const mostFiles = 200;

/**
 * Reads and checks `problems/*.md` of a runbook folder, in the order of their names; none where there is no such folder.
 * What the folder extends has problems of its own. Throws a PolicyError that names everything to mend with file and line.
 */
export async function loadProblems(folder: string, read: ReadText = readFromDisk): Promise<ProblemRunbook[]> {
  const files = await problemFilesIn(folder);
  const texts = await Promise.all(files.map(async (file) => ({ file, text: (await read(file)) ?? '' })));
  const all = texts.slice(0, mostFiles).map(readOne);
  const faults = [...tooMany(files), ...all.flatMap(({ problems }) => problems), ...sameTitles(all)];
  if (faults.length > 0) throw new PolicyError(faults);
  return all.map(({ problem }) => problem);
}

/** The problems of a version that was kept; one that today's Muster cannot read any more is left out. */
export function keptProblems(files: RunbookFiles): ProblemRunbook[] {
  return Object.entries(files)
    .filter(([file]) => dirname(file) === problemPlace)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([file, text]) => readOne({ file, text }))
    .flatMap(({ problem, problems }) => (problems.length === 0 ? [problem] : []));
}

type Read = { file: string; problem: ProblemRunbook; problems: Problem[] };

function readOne({ file, text }: { file: string; text: string }): Read {
  const slug = basename(file, '.md');
  const { problem, problems } = parseProblem({ file, slug, text });
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug) || slug.length > 60)
    problems.unshift({
      file,
      line: null,
      text: 'the file name has at most 60 of a-z and 0-9, with hyphens between words: high-error-rate.md',
    });
  return { file, problem, problems };
}

function tooMany(files: string[]): Problem[] {
  const file = dirname(files[0] ?? '');
  return files.length <= mostFiles
    ? []
    : [{ file, line: null, text: `there are ${files.length} files; ${mostFiles} are the most.` }];
}

function sameTitles(read: Read[]): Problem[] {
  const titles = read.map(({ problem }) => problem.title.toLowerCase());
  return read.flatMap(({ file, problem }) => {
    const earlier = read[titles.indexOf(problem.title.toLowerCase())];
    if (problem.title === '' || earlier === undefined || earlier.file === file) return [];
    const text = `“${problem.title}” is the title of ${earlier.file} too. Nobody could tell them apart: name one anew.`;
    return [{ file, line: 1, text }];
  });
}
