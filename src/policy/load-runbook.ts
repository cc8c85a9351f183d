import type { Policy } from '../domain/policy.ts';
import { templateFolder } from '../template-folder.ts';
import { loadPolicy } from './load-policy.ts';
import { loadTemplates, type Templates } from './load-templates.ts';
import { fromKept, hashOf, problemFilesIn, type ReadText, recording, type RunbookFiles } from './runbook-files.ts';

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
  const parts = await readParts(folder, templateFolder(folder), read);
  for (const file of await problemFilesIn(folder)) await read(file);
  return assemble(files, parts);
}

/** Reads a version that was kept, as today's Muster understands it. Throws a PolicyError where it does not any more. */
export async function readKeptRunbook(files: RunbookFiles): Promise<Runbook> {
  return assemble(files, await readParts('.', 'templates', fromKept(files)));
}

type Parts = { policy: Policy; templates: Templates };

async function readParts(folder: string, templates: string, read: ReadText): Promise<Parts> {
  return { policy: await loadPolicy(folder, read), templates: await loadTemplates(templates, read) };
}

function assemble(files: RunbookFiles, { policy, templates }: Parts): Runbook {
  const hash = hashOf(files);
  return { hash, policy: { ...policy, hash }, templates, files };
}
