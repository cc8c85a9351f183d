import { readFile } from 'node:fs/promises';
import { loadPolicy } from '../../src/policy/load-policy.ts';
import { PolicyError } from '../../src/policy/policy-error.ts';
import { writeFolder } from './write-folder.ts';

/** The generic policy as it is shipped. */
export const generic = await readFile('runbooks/generic/policy.yaml', 'utf8');

/** The problems of a policy, without the folder that it was written into; line 1 is `extends: ../generic`. */
export async function problemsOf(files: Record<string, string>): Promise<string[]> {
  const { folder, remove } = await writeFolder({ 'generic/policy.yaml': generic, ...files });
  try {
    await loadPolicy(`${folder}/x`);
    return [];
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    return error.message
      .split('\n')
      .slice(1)
      .map((line) => line.replaceAll(`${folder}/`, ''));
  } finally {
    await remove();
  }
}

/** The same of a policy that extends the generic one: these are its lines from the second on. */
export const problems = (yaml: string) => problemsOf({ 'x/policy.yaml': `extends: ../generic\n${yaml}` });
