import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { draftPostMortem } from '../../src/commands/draft-post-mortem.ts';
import { execute } from '../../src/commands/execute.ts';
import { members } from '../support/policy.ts';
import { openRecordStage, type RecordStage } from './record-stage.ts';
import { run } from './run.ts';
import { proves } from '../promises/proves.ts';

let stage: RecordStage;
beforeAll(async () => {
  stage = await openRecordStage();
});
afterAll(() => stage.close());

const exportTo = (name: string) => stage.muster('export', '--out', join(stage.folder, name));

describe('muster export', () => {
  it('writes the record as JSON and Markdown, and every post-mortem', async () => {
    const { id, head } = await stage.recorded();
    await draftPostMortem(stage.ctx, { incidentId: id, effectId: 'one' });
    expect((await exportTo('whole')).code).toBe(0);
    expect((await readdir(join(stage.folder, 'whole'))).sort()).toEqual([
      'inc-1-post-mortem-v1.md',
      'inc-1.json',
      'inc-1.md',
    ]);
    const json = JSON.parse(await readFile(join(stage.folder, 'whole', 'inc-1.json'), 'utf8'));
    expect(json).toMatchObject({
      format: 1,
      name: 'INC-1',
      head,
      incident: { title: 'Checkout returns 500' },
      postMortems: [{ version: 1, file: 'inc-1-post-mortem-v1.md' }],
    });
    expect(json.entries).toHaveLength(head.seq);
    const trail = await run(['audit', '--since', '2000-01-01', '--until', '2100-01-01'], stage.env);
    expect(trail.out).toMatch(/  cli  \S+.*  export  done  INC-1$/m);
    const markdown = await readFile(join(stage.folder, 'whole', 'inc-1.md'), 'utf8');
    expect(markdown).toContain(head.hash);
    expect(markdown.match(/^\| \d+ \|/gm)).toHaveLength(head.seq);
    proves('R1');
  });

  it('exports a record that does not hold, and says so', async () => {
    const { id, head } = await stage.recorded();
    await stage.sql('DELETE FROM timeline_entry WHERE incident_id = $1 AND seq = $2', [id, head.seq]);
    const said = await exportTo('broken');
    expect(said.code).toBe(1);
    expect(said.err).toContain(`entry ${head.seq} does not hold`);
    expect(await readdir(join(stage.folder, 'broken'))).toEqual(['inc-1.json', 'inc-1.md']);
  });

  it('needs no policy that can be read', async () => {
    const { workspace } = await stage.recorded();
    const args = ['export', 'INC-1', '--workspace', workspace, '--out', join(stage.folder, 'words')];
    const said = await run(args, { ...stage.env, RUNBOOK: join(stage.folder, 'none') });
    expect(said.code).toBe(0);
    expect(said.err).toContain('The export uses the names of runbooks/generic instead.');
  });
});

describe('muster postmortem', () => {
  const postMortem = (...more: string[]) => stage.muster('postmortem', ...more);

  it('says when there is none yet', async () => {
    await stage.recorded();
    expect(await postMortem()).toEqual({
      code: 1,
      out: '',
      err: 'INC-1 has no post-mortem yet.\nThe first draft is written when it is resolved.',
    });
  });

  it('keeps an edited file as the next version, which the next draft does not lose', async () => {
    const { id } = await stage.recorded();
    await draftPostMortem(stage.ctx, { incidentId: id, effectId: `first ${id}` });
    const file = join(stage.folder, 'edited.md');
    await writeFile(file, (await postMortem()).out.replace(/What slowed us down\?.*/, 'The alert came late.'));
    expect((await postMortem('--edit', file)).out).toMatch(/^INC-1: kept as version 2\./);
    await execute(stage.ctx, { incidentId: id, command: { type: 'note', by: members.ana, text: 'a fourth' } });
    const draft = await draftPostMortem(stage.ctx, { incidentId: id, effectId: `second ${id}` });
    expect(draft).toMatchObject({ version: 3, fileName: 'inc-1-post-mortem-v3.md' });
    expect(draft.markdown).toContain('The alert came late.');
    expect(draft.markdown).toContain('a fourth');
    expect(draft.markdown).not.toContain('What slowed us down?');
  });

  it('keeps nothing when nothing was edited', async () => {
    const { id } = await stage.recorded();
    await draftPostMortem(stage.ctx, { incidentId: id, effectId: `first ${id}` });
    const file = join(stage.folder, 'same.md');
    await writeFile(file, `${(await postMortem()).out}\n`);
    expect((await postMortem('--edit', file)).out).toBe(
      'INC-1: nothing to keep, the file reads as the latest version does.',
    );
  });

  it('refuses an empty file and one that is not there', async () => {
    await stage.recorded();
    const file = join(stage.folder, 'empty.md');
    await writeFile(file, ' \n');
    expect((await postMortem('--edit', file)).err).toMatch(/^That file is empty\./);
    expect((await postMortem('--edit', join(stage.folder, 'none.md'))).err).toMatch(/none\.md cannot be read\./);
  });
});

describe('a draft', () => {
  it('is written once however often its effect is done', async () => {
    const { id } = await stage.recorded();
    const [row] = await stage.sql('SELECT id FROM effect WHERE incident_id = $1 LIMIT 1', [id]);
    const effectId = String(row?.['id']);
    const one = await draftPostMortem(stage.ctx, { incidentId: id, effectId });
    await execute(stage.ctx, { incidentId: id, command: { type: 'note', by: members.ana, text: 'in between' } });
    const [two, three] = await Promise.all([
      draftPostMortem(stage.ctx, { incidentId: id, effectId }),
      draftPostMortem(stage.ctx, { incidentId: id, effectId }),
    ]);
    expect([two, three]).toEqual([one, one]);
    expect(await stage.ctx.db.prisma.postMortem.count({ where: { incidentId: id } })).toBe(1);
  });

  it('calls people by the policy, and by their id where Slack does not answer', async () => {
    const { id } = await stage.recorded();
    const { markdown } = await draftPostMortem(stage.ctx, { incidentId: id, effectId: `names ${id}` });
    expect(markdown).toContain(`**Declared by:** ${members.gil}`);
    expect(markdown).toContain('Ana Ruiz');
  });
});
