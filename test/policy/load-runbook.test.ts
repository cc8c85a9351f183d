import { rm, writeFile } from 'node:fs/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loadRunbook, readKeptRunbook } from '../../src/policy/load-runbook.ts';
import { PolicyError } from '../../src/policy/policy-error.ts';
import { bareSample } from '../../src/policy/sample-data.ts';
import { writeFolder } from './write-folder.ts';

const howToMend = '## Symptoms\n\n- The cache answers nothing\n\n## Fixes\n\n1. Start it again\n';

async function aFolder(): Promise<string> {
  const { folder, remove } = await writeFolder({
    'runbooks/acme/policy.yaml': 'organisation: Acme\nextends: ../generic\n',
    'runbooks/acme/problems/redis.md': `# Redis is down\n\n${howToMend}`,
    'runbooks/generic/policy.yaml': await generic(),
    'templates/acme/post-mortem.md': '# Ours: {{ incident.name }}\n',
  });
  onTestFinished(remove);
  return folder;
}

async function generic(): Promise<string> {
  const { files } = await loadRunbook('runbooks/generic');
  return files['policy.yaml'] ?? '';
}

describe('A runbook', () => {
  it('is everything that was read: the layers of its policy, its templates and its problem runbooks', async () => {
    const { files } = await loadRunbook(`${await aFolder()}/runbooks/acme`);
    expect(Object.keys(files).toSorted()).toEqual([
      '../generic/policy.yaml',
      'policy.yaml',
      'problems/redis.md',
      'templates/post-mortem.md',
    ]);
  });

  it('is another version when any of its files is another', async () => {
    const folder = await aFolder();
    const hash = async () => (await loadRunbook(`${folder}/runbooks/acme`)).hash;
    const hashes = [await hash()];
    const edits = [
      ['runbooks/acme/policy.yaml', 'organisation: Acme 2\nextends: ../generic\n'],
      ['templates/acme/post-mortem.md', '# Another: {{ incident.name }}\n'],
      ['runbooks/acme/problems/redis.md', `# Redis is slow\n\n${howToMend}`],
    ] as const;
    for (const [file, text] of edits) {
      await writeFile(`${folder}/${file}`, text);
      hashes.push(await hash());
    }
    expect(new Set(hashes).size).toBe(4);
    expect(await hash()).toBe(hashes[3]);
  });

  it('is the same version wherever its folder is', async () => {
    const [one, another] = [await aFolder(), await aFolder()];
    expect((await loadRunbook(`${one}/runbooks/acme`)).hash).toBe((await loadRunbook(`${another}/runbooks/acme`)).hash);
  });

  it('reads the same from what was kept, when its folder is gone', async () => {
    const folder = await aFolder();
    const loaded = await loadRunbook(`${folder}/runbooks/acme`);
    await rm(folder, { recursive: true });
    const kept = await readKeptRunbook(loaded.files);
    expect(kept.policy).toEqual(loaded.policy);
    expect(kept.hash).toBe(loaded.hash);
    expect(kept.templates.render('post-mortem', bareSample)).toBe('# Ours: INC-42\n');
  });

  it('has no NUL, which the database could not keep', async () => {
    const folder = await aFolder();
    await writeFile(`${folder}/runbooks/acme/problems/redis.md`, `# Re\0dis\n\n${howToMend}`);
    expect((await loadRunbook(`${folder}/runbooks/acme`)).files['problems/redis.md']).toBe(`# Redis\n\n${howToMend}`);
  });

  it('that was kept and cannot be read any more says what is wrong', async () => {
    await expect(readKeptRunbook({ 'policy.yaml': 'nonsense: 1\n' })).rejects.toThrow(PolicyError);
    await expect(readKeptRunbook({})).rejects.toThrow(PolicyError);
  });
});
