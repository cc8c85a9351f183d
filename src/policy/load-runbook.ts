import type { Policy } from '../domain/policy.ts';
import type { ProblemRunbook } from '../domain/problem-schema.ts';
import { templateFolder } from '../template-folder.ts';
import { loadPolicy } from './load-policy.ts';
import { keptProblems, loadProblems } from './load-problems.ts';
import { loadTemplates, templateNames, type Templates } from './load-templates.ts';
import { collect, PolicyError, type Problem } from './policy-error.ts';
import {
  filesIn,
  fromKept,
  hashOf,
  type ListFiles,
  listKept,
  type ReadText,
  recording,
  type RunbookFiles,
} from './runbook-files.ts';

/** One version of a team's runbook: what it says, and the files that say it. */
export type Runbook = {
  /** Content hash of its files. */
  hash: string;
  policy: Policy;
  templates: Templates;
  /** Its problem runbooks, by name of the file. */
  problems: ProblemRunbook[];
  files: RunbookFiles;
};

/** Reads and checks a runbook folder with its templates. Throws a PolicyError that says what to mend. */
export async function loadRunbook(folder: string): Promise<Runbook> {
  const files: RunbookFiles = {};
  const read = recording(folder, files);
  const problems = () => loadProblems(folder, read);
  return assemble(files, await readParts({ folder, templates: templateFolder(folder), read, list: filesIn, problems }));
}

/** Reads a version that was kept, as today's Muster understands it. Throws a PolicyError where it does not any more. */
export async function readKeptRunbook(files: RunbookFiles): Promise<Runbook> {
  const problems = async () => keptProblems(files);
  const kept = { folder: '.', templates: 'templates', read: fromKept(files), list: listKept(files) };
  return assemble(files, await readParts({ ...kept, problems }));
}

type Parts = Pick<Runbook, 'policy' | 'templates' | 'problems'>;

type Source = {
  folder: string;
  templates: string;
  read: ReadText;
  list: ListFiles;
  problems: () => Promise<ProblemRunbook[]>;
};

async function readParts(source: Source): Promise<Parts> {
  const { folder, templates: place, read, list } = source;
  const faults: Problem[] = [];
  const names = await templateNames(place, read, list);
  const policy = await collect(faults, () => loadPolicy(folder, read, names));
  const templates = await collect(faults, () => loadTemplates(place, read, list));
  const problems = await collect(faults, source.problems);
  if (policy === null || templates === null || problems === null) throw new PolicyError(faults);
  return { policy, templates, problems };
}

function assemble(files: RunbookFiles, { policy, templates, problems }: Parts): Runbook {
  const hash = hashOf(files);
  return { hash, policy: { ...policy, hash }, templates, problems, files };
}
