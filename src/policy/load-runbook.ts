import type { Policy } from '../domain/policy.ts';
import { templateFolder } from '../template-folder.ts';
import { loadPolicy } from './load-policy.ts';
import { loadTemplates, templateNames, type Templates } from './load-templates.ts';
import { collect, PolicyError, type Problem } from './policy-error.ts';
import {
  filesIn,
  fromKept,
  hashOf,
  type ListFiles,
  listKept,
  problemFilesIn,
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
  files: RunbookFiles;
};

/** Reads and checks a runbook folder with its templates. Throws a PolicyError that says what to mend. */
export async function loadRunbook(folder: string): Promise<Runbook> {
  const files: RunbookFiles = {};
  const read = recording(folder, files);
  const parts = await readParts({ folder, templates: templateFolder(folder), read, list: filesIn });
  for (const file of await problemFilesIn(folder)) await read(file);
  return assemble(files, parts);
}

/** Reads a version that was kept, as today's Muster understands it. Throws a PolicyError where it does not any more. */
export async function readKeptRunbook(files: RunbookFiles): Promise<Runbook> {
  return assemble(
    files,
    await readParts({ folder: '.', templates: 'templates', read: fromKept(files), list: listKept(files) }),
  );
}

type Parts = { policy: Policy; templates: Templates };

type Source = { folder: string; templates: string; read: ReadText; list: ListFiles };

async function readParts({ folder, templates: place, read, list }: Source): Promise<Parts> {
  const problems: Problem[] = [];
  const names = await templateNames(place, read, list);
  const policy = await collect(problems, () => loadPolicy(folder, read, names));
  const templates = await collect(problems, () => loadTemplates(place, read, list));
  if (policy === null || templates === null) throw new PolicyError(problems);
  return { policy, templates };
}

function assemble(files: RunbookFiles, { policy, templates }: Parts): Runbook {
  const hash = hashOf(files);
  return { hash, policy: { ...policy, hash }, templates, files };
}
