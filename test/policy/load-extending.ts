import { loadPolicy } from '../../src/policy/load-policy.ts';
import { generic } from './problems-of.ts';
import { writeFolder } from './write-folder.ts';

/** Loads `yaml` as a policy that extends generic. */
export async function loadExtending(yaml: string) {
  const { folder, remove } = await writeFolder({
    'generic/policy.yaml': generic,
    'x/policy.yaml': `extends: ../generic\n${yaml}`,
  });
  try {
    return await loadPolicy(`${folder}/x`);
  } finally {
    await remove();
  }
}
