import { expect } from 'vitest';
import { loadPolicy } from '../../src/policy/load-policy.ts';
import { editorRefusals } from './editor-refusals.ts';
import { generic } from './problems-of.ts';
import { writeFolder } from './write-folder.ts';

/** Loads `yaml` as a policy that extends generic; an editor accepts it as well. */
export async function loadExtending(yaml: string) {
  const { folder, remove } = await writeFolder({
    'generic/policy.yaml': generic,
    'x/policy.yaml': `extends: ../generic\n${yaml}`,
  });
  try {
    expect(editorRefusals(`extends: ../generic\n${yaml}`)).toEqual([]);
    return await loadPolicy(`${folder}/x`);
  } finally {
    await remove();
  }
}
