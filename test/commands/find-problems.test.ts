import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findProblems, findProblemsOf } from '../../src/commands/find-problems.ts';
import type { Ctx } from '../../src/context.ts';
import { keepProblems, searchAllWords, searchAnyWord } from '../../src/db/problems.ts';
import { loadProblems } from '../../src/policy/load-problems.ts';
import type { Runbook } from '../../src/policy/load-runbook.ts';
import { makeContext } from '../support/context.ts';
import { openTestDatabase } from '../support/database.ts';
import { anIncident } from '../support/facts.ts';
import { slowApi } from '../support/problems.ts';

let ctx: Ctx;
let close: () => Promise<void>;

beforeAll(async () => {
  const opened = await openTestDatabase();
  ctx = await makeContext(opened.database, { now: new Date('2026-03-02T03:01:00Z') });
  close = opened.close;
});
afterAll(() => close());

/** The folder's version of the runbook; its name stands for the hash. */
async function runbook(folder: string): Promise<Runbook> {
  return { ...ctx.runbooks.current, hash: folder, problems: await loadProblems(`runbooks/${folder}`) };
}

const slugs = (found: { slug: string }[]) => found.map(({ slug }) => slug);

/** What a tired person types, by folder and problem. */
const typed: [string, string, string[]][] = [
  ['generic', 'high-error-rate', ['5xx', 'lots of 500 errors', 'everything fails']],
  ['generic', 'slow-answers', ['site is slow', 'timeouts', 'p95 latency']],
  ['generic', 'database-connections-exhausted', ['too many connections', 'pgbouncer', 'db pool exhausted']],
  ['generic', 'disk-full', ['no space left on device', 'disk is full', 'out of disk']],
  ['generic', 'certificate-expired', ['cert expired', 'ssl', 'certificte']],
  ['generic', 'bad-release', ['rollback', 'how do i roll back', 'bad deploy']],
  ['seiketsu-ai', 'high-error-rate', ['5xx', '500 errors', 'eror rate']],
  ['seiketsu-ai', 'high-response-times', ['api is slow', 'latency', 'response time']],
  ['seiketsu-ai', 'voice-service-failures', ['elevenlabs', 'voice not working', 'tts']],
  ['seiketsu-ai', 'authentication-issues', ['cannot log in', 'jwt', 'login broken']],
  ['seiketsu-ai', 'database-recovery', ['restore backup', 'db failover', 'promote replica']],
  ['seiketsu-ai', 'application-recovery', ['restart everything', 'restart services', 'pods stuck']],
  ['seiketsu-ai', 'infrastructure-recovery', ['az failover', 'zone down', 'availability zone']],
  ['ai-secretary', 'database-connection-pool-exhausted', ['connection pool', 'too many connections', 'conection pool']],
  ['ai-secretary', 'high-memory-usage', ['OOM', 'out of memory', 'memory']],
  ['ai-secretary', 'redis-connection-issues', ['redis', 'redis down', 'sessions lost']],
  ['ai-secretary', 'external-api-failures', ['openai', 'stripe webhook', 'vendor is down']],
  ['ai-secretary', 'certificate-expired', ['ssl cert', 'certificate expiration', 'https']],
  ['kaizen-ai', 'high-error-rate', ['errors', '5xx', 'failing requests']],
  ['kaizen-ai', 'high-latency', ['slow', 'timeouts', 'high latency']],
  ['kaizen-ai', 'pod-crashloopbackoff', ['crashloopbackoff', 'crash loop', 'pods keep restarting']],
  ['kaizen-ai', 'rollback', ['rollback', 'roll back deployment', 'bad release']],
  ['seekapa', 'high-api-latency', ['api slow', 'latency', 'timeouts']],
  ['seekapa', 'database-connection-errors', ['db connections', 'cannot connect to database', 'too many connections']],
  ['seekapa', 'memory-leak-oom-kills', ['OOM', 'oom killed', 'memory leak']],
  ['seekapa', '5xx-error-spike', ['5xx', '5XX spike', '502']],
  ['seekapa', 'data-pipeline-failure', ['airflow', 'pipeline failed', 'stale data']],
  ['seekapa', 'application-rollback', ['argocd', 'bad release', 'rollback app']],
  ['seekapa', 'database-rollback', ['restore database', 'point in time', 'data lost']],
  ['aka', 'marketing-site-down', ['site down', 'marketing', 'website is down']],
  ['aka', 'database-connections-exhausted', ['too many connections', 'db connections', 'postgres connections']],
  ['aka', 'redis-down', ['redis', 'redis is down', 'cache down']],
  ['aka', 'api-rate-limit-exceeded', ['429', 'rate limit', 'too many requests']],
  ['aka', 'quick-checks', ['quick checks', 'symptom table', 'where do i start']],
];

describe('What a tired person types', () => {
  it.each(typed.flatMap(([folder, slug, phrases]) => phrases.map((phrase) => [folder, phrase, slug] as const)))(
    'in %s “%s” finds %s first',
    async (folder, phrase, slug) => {
      const found = await findProblems(ctx, await runbook(folder), phrase);
      expect([slugs(found.several)[0], found.clear?.slug ?? slug]).toEqual([slug, slug]);
    },
  );

  it('that fits several equally is not taken for one of them', async () => {
    const found = await findProblems(ctx, await runbook('seekapa'), 'kubectl');
    expect(found.clear).toBeNull();
    expect(found.several.length).toBeGreaterThan(1);
    expect(found.several.length).toBeLessThanOrEqual(5);
  });

  it('may exclude a word, and what fits nothing finds nothing', async () => {
    const generic = await runbook('generic');
    expect(slugs((await findProblems(ctx, generic, 'database -connections')).several)).not.toContain(
      'database-connections-exhausted',
    );
    for (const words of ['coffee', '', '!!! & | :* ()', "'; DROP TABLE problem; --"])
      expect(await findProblems(ctx, generic, words)).toEqual({ clear: null, several: [] });
    expect((await findProblems(ctx, generic, 'x'.repeat(3000))).several).toEqual([]);
  });
});

describe('What an incident says of itself', () => {
  const found = async (folder: string, changes: Parameters<typeof anIncident>[0]) =>
    findProblemsOf(ctx, await runbook(folder), anIncident({ affected: null, ...changes }));

  it('finds its problem by title, what is affected, and type', async () => {
    expect((await found('generic', { title: 'TLS certificate of the shop has expired' })).clear?.slug).toBe(
      'certificate-expired',
    );
    expect((await found('aka', { title: 'Payments are strange', affected: 'redis' })).several[0]?.slug).toBe(
      'redis-down',
    );
    expect((await found('ai-secretary', { title: 'Something is odd', type: 'memory' })).several[0]?.slug).toBe(
      'high-memory-usage',
    );
  });

  it('is offered, not posted, while only the steps have the word', async () => {
    const { clear, several } = await found('seekapa', { title: 'Kubectl' });
    expect(clear).toBeNull();
    expect(several.length).toBeGreaterThan(0);
  });
});

describe('The table of problems', () => {
  it('has each version once, however many bots start with it at once', async () => {
    const { problems } = await runbook('aka');
    await Promise.all([1, 2, 3].map(() => keepProblems(ctx.db.prisma, 'once', problems)));
    expect(await ctx.db.prisma.problem.count({ where: { runbook: 'once' } })).toBe(problems.length);
  });

  it('is searched within one version', async () => {
    await keepProblems(ctx.db.prisma, 'before', [{ ...slowApi, title: 'Zebra crossing' }]);
    await keepProblems(ctx.db.prisma, 'after', [slowApi]);
    expect(await searchAllWords(ctx.db.prisma, { runbook: 'after', text: 'zebra', limit: 5 })).toEqual([]);
    expect(await searchAnyWord(ctx.db.prisma, { runbook: 'before', words: ['zebra'], limit: 5 })).toHaveLength(1);
  });

  it('is searched by its index, however many rows it has', async () => {
    await ctx.db.pool.query(
      // Words of their own, as texts have them.
      `INSERT INTO problem (runbook, slug, names, signs, steps, content)
       SELECT 'many', 'p' || n, 'Problem number ' || n, 'sign ' || n,
         (SELECT string_agg(md5(n || '.' || i), ' ') FROM generate_series(1, 20) AS i), '{}'
       FROM generate_series(1, 2500) AS n`,
    );
    await ctx.db.pool.query('ANALYZE problem');
    const planOf = async (runbook: string) => {
      const { rows } = await ctx.db.pool.query(
        `EXPLAIN SELECT content FROM problem WHERE runbook = '${runbook}'
           AND search @@ (websearch_to_tsquery('english', 'number 1789') || websearch_to_tsquery('simple', 'number 1789'))`,
      );
      return rows.map((row) => Object.values(row).join()).join('\n');
    };
    expect(await planOf('many')).toContain('problem_search_idx');
    expect(await planOf('aka')).not.toContain('Seq Scan');
  });
});
