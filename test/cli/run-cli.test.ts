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

  it('takes the folder of the bot unless another is named', async () => {
    expect((await run(['policy', 'check'])).out).toContain('runbooks/generic reads well');
    expect((await run(['policy', 'check'], { RUNBOOK: 'test/support/runbooks/acme' })).out).toContain(
      'acme reads well',
    );
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
      code: 1,
      out: '',
      err: '"policy chek" is not known.\nWrite: muster policy check [folder]',
    });
  });
});
