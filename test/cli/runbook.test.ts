import { describe, expect, it } from 'vitest';
import { loadProblems } from '../../src/policy/load-problems.ts';
import { parseProblem } from '../../src/policy/parse-problem.ts';
import { problemMarkdown } from '../../src/domain/problem-markdown.ts';
import { run } from './run.ts';

const at = (folder: string) => ['--folder', `runbooks/${folder}`];

describe('muster runbook', () => {
  it('prints the problem that fits, with its commands, from files alone', async () => {
    const said = await run(['runbook', 'oom', 'kills', ...at('seekapa')]);
    expect(said.code).toBe(0);
    expect(said.out).toMatch(/^# Memory leak and OOM kills\n/);
    expect(said.out).toContain('Muster runs nothing: copy what you need.');
    expect(said.out).toContain('1. Look for OOM kills.\n\n   ```bash\n   kubectl get events -A | grep OOM\n   ```');
  });

  it.each(['generic', 'seiketsu-ai', 'ai-secretary', 'kaizen-ai', 'seekapa', 'aka'])(
    'prints the problems of %s as files that read the same again',
    async (folder) => {
      for (const problem of await loadProblems(`runbooks/${folder}`)) {
        const again = parseProblem({ file: 'x.md', slug: problem.slug, text: withoutNote(problemMarkdown(problem)) });
        expect(again.problem).toMatchObject({
          symptoms: problem.symptoms,
          checks: problem.checks,
          fixes: problem.fixes,
          afterwards: problem.afterwards,
        });
      }
    },
  );

  it('lists them when nothing is asked for, when several fit, and when nothing fits', async () => {
    expect((await run(['runbook'], { RUNBOOK: 'runbooks/aka' })).out).toMatch(
      /^Problem runbooks in runbooks\/aka:\n {2}API rate limit exceeded: Clients get 429\.\n/,
    );
    expect((await run(['runbook', 'database', ...at('seiketsu-ai')])).out).toMatch(/^# Database recovery/);
    expect((await run(['runbook', 'kubectl', ...at('seekapa')])).out).toMatch(/^Several fit “kubectl”/);
    const none = await run(['runbook', 'coffee', ...at('aka')]);
    expect(none).toMatchObject({
      code: 1,
      out: expect.stringMatching(/^Nothing in runbooks\/aka fits “coffee”\. There are:\n/),
    });
  });

  it('says how to begin where there are none', async () => {
    expect(await run(['runbook', '--folder', 'test/support/runbooks/berlin'])).toEqual({
      code: 1,
      out: '',
      err: 'test/support/runbooks/berlin has no problem runbooks.\nWrite the first one as test/support/runbooks/berlin/problems/high-error-rate.md.',
    });
  });
});

function withoutNote(markdown: string): string {
  return markdown.replace('Muster runs nothing: copy what you need.\n\n', '');
}
