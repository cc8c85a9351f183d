import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { writeFolder } from '../policy/write-folder.ts';
import { run } from './run.ts';

describe('muster', () => {
  it.each([[[]], [['help']], [['--help']]])('explains every command when asked %j', async (args) => {
    const said = await run(args);
    expect(said.code).toBe(0);
    for (const word of ['export', 'verify', 'postmortem', 'policy check', 'manifest'])
      expect(said.out).toContain(`muster ${word}`);
  });

  it('explains one command when asked after its name', async () => {
    const said = await run(['verify', '--help']);
    expect(said).toMatchObject({ code: 0, err: '' });
    expect(said.out).toMatch(/^muster verify INC-42/);
  });

  it('names the nearest command for a typing error', async () => {
    expect(await run(['verfy'])).toEqual({ code: 2, out: '', err: 'There is no muster verfy. Did you mean verify?' });
  });
});

describe('muster policy check', () => {
  it('says that a folder reads well, and for whom nobody is named', async () => {
    const said = await run(['policy', 'check', 'test/support/runbooks/acme']);
    expect(said.code).toBe(0);
    expect(said.out).toContain('test/support/runbooks/acme reads well: P0, P1, P2, P3; 3 roles, 9 people.');
    expect(said.out).toContain('Nobody is named for: VP Engineering, CTO.');
  });

  it('counts who has a turn, and who is on call in PagerDuty, as named', async () => {
    const { folder, remove } = await writeFolder({
      'runbooks/x/policy.yaml': [
        'extends: ../../generic',
        'people: { ana: { title: Ana, slack: U0123ABCD }, ben: { title: Ben } }',
        'roles: { tech-lead: { schedule: P0123ABC } }',
        'rotation: { starts: 2026-01-05, every: 1 week, turns: [{ commander: ana, comms: ana }, { commander: ben, comms: ana }] }',
      ].join('\n'),
      'generic/policy.yaml': await readFile('runbooks/generic/policy.yaml', 'utf8'),
    });
    const said = await run(['policy', 'check', `${folder}/runbooks/x`]);
    await remove();
    expect(said.out).toContain('Nobody is named for: Engineering Manager, VP Engineering, CTO, Ben.');
  });

  it('takes all folders beside that of the bot unless others are named', async () => {
    const all = await run(['policy', 'check']);
    for (const name of ['generic', 'seiketsu-ai', 'ai-secretary', 'kaizen-ai', 'seekapa', 'aka'])
      expect(all.out).toContain(`runbooks/${name} reads well`);
    const ours = await run(['policy', 'check'], { RUNBOOK: 'test/support/runbooks/acme' });
    expect(ours.out).toContain('test/support/runbooks/acme reads well');
    expect(ours.out).toContain('test/support/runbooks/berlin reads well');
    expect((await run(['policy', 'check', 'runbooks'])).out).toBe(all.out);
  });

  it('tells what is wrong in the policy and in the templates together', async () => {
    const { folder, remove } = await writeFolder({
      'runbooks/x/policy.yaml': 'extends: ../y',
      'templates/x/post-mortem.md': '{{ incidnt }}',
    });
    const said = await run(['policy', 'check', `${folder}/runbooks/x`]);
    await remove();
    expect(said.code).toBe(1);
    expect(said.err).toContain('2 things need mending');
    expect(said.err).toContain(`${folder}/runbooks/x/policy.yaml:1: extends leads to`);
    expect(said.err).toContain('/templates/x/post-mortem.md:1: incidnt does not exist. Did you mean incident?');
  });

  it('says what else to write', async () => {
    expect(await run(['policy', 'chek'])).toEqual({
      code: 2,
      out: '',
      err: '"policy chek" is not known.\nWrite: muster policy check [folder …]',
    });
    expect((await run(['policy'])).code).toBe(2);
  });

  it('never says nothing: a folder that is not there is a problem', async () => {
    for (const folder of ['nowhere', 'docs']) {
      const said = await run(['policy', 'check', folder]);
      expect(said.code).toBe(1);
      expect(said.err).toContain(`${folder}/policy.yaml: there is no such file.`);
    }
    expect((await run(['policy', 'check'], { RUNBOOK: 'nowhere/acme' })).err).toContain(
      'nowhere/acme/policy.yaml: there is',
    );
  });

  it('tells everything at once that is wrong in a folder, with file, line and what to write', async () => {
    const said = await run(['policy', 'check', 'test/cli/broken/runbooks/acme']);
    expect(said.code).toBe(1);
    expect(said.out).toBe('');
    await expect(`${said.err}\n`).toMatchFileSnapshot('broken/answer.txt');
  });

  it('tells what several folders have in common once, and praises the others', async () => {
    const said = await run([
      'policy',
      'check',
      'test/cli/broken/runbooks/acme',
      'test/cli/broken/runbooks/acme',
      'runbooks/aka',
    ]);
    const alone = await run(['policy', 'check', 'test/cli/broken/runbooks/acme']);
    expect(said).toMatchObject({ code: 1, err: alone.err });
    expect(said.out).toContain('runbooks/aka reads well');
  });
});
