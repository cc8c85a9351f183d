import { describe, expect, it } from 'vitest';
import { stepsOf } from '../../src/domain/problem-schema.ts';
import { loadProblems } from '../../src/policy/load-problems.ts';
import { PolicyError } from '../../src/policy/policy-error.ts';
import { writeFolder } from './write-folder.ts';

const whole = `# High API latency

Affects: api, database
Type: application
Also called: slow, timeouts

## Symptoms

- Pages are **slow**.

## Checks

1. Look at \`pods <all>\`
   of [Grafana](https://grafana.example.com).

   \`\`\`bash
   kubectl top pods \\
     -n prod
   \`\`\`

2. Ask around.

## Fixes

1. Restart it.

## Links

- [Status](https://status.example.com)
`;

async function faultsOf(files: Record<string, string>): Promise<string[]> {
  const { folder, remove } = await writeFolder(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [`x/problems/${name}`, text])),
  );
  try {
    await loadProblems(`${folder}/x`);
    return [];
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    return error.problems.map(({ file, line, text }) => `${file.split('/').at(-1)}:${line ?? '-'} ${text}`);
  } finally {
    await remove();
  }
}

const faults = (text: string) => faultsOf({ 'slow.md': text });
const body = '## Symptoms\n\n- Slow\n\n## Fixes\n\n1. Restart it.\n';

describe('A problem runbook', () => {
  it('is read with its steps, their code as it is written, and nothing lost', async () => {
    const { folder, remove } = await writeFolder({ 'x/problems/slow.md': `\uFEFF${whole.replaceAll('\n', '\r\n')}` });
    const { problems, hash } = await loadProblems(`${folder}/x`);
    await remove();
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(problems).toEqual([
      {
        slug: 'slow',
        title: 'High API latency',
        affects: ['api', 'database'],
        types: ['application'],
        alsoCalled: ['slow', 'timeouts'],
        symptoms: ['Pages are slow.'],
        checks: [
          {
            id: 'c1',
            text: 'Look at `pods <all>` of Grafana (https://grafana.example.com).',
            code: [{ language: 'bash', text: 'kubectl top pods \\\n  -n prod' }],
          },
          { id: 'c2', text: 'Ask around.', code: [] },
        ],
        fixes: [{ id: 'f1', text: 'Restart it.', code: [] }],
        afterwards: [],
        links: [{ title: 'Status', url: 'https://status.example.com' }],
      },
    ]);
  });

  it('changes the hash with any sign of any file, and with its name', async () => {
    const hashes = await Promise.all(
      [{ 'a.md': whole }, { 'b.md': whole }, { 'a.md': `${whole} ` }].map(async (files) => {
        const { folder, remove } = await writeFolder(
          Object.fromEntries(Object.entries(files).map(([name, text]) => [`x/problems/${name}`, text])),
        );
        const { hash } = await loadProblems(`${folder}/x`);
        await remove();
        return hash;
      }),
    );
    expect(new Set(hashes).size).toBe(3);
  });

  it('need not be there at all: a folder has its own problems or none', async () => {
    expect((await loadProblems('test/support/runbooks/berlin')).problems).toEqual([]);
  });

  it.each<[string, string, string[]]>([
    ['no title', body, ['1 the file begins with its title: # High error rate']],
    [
      'a title that is empty',
      `#\n\n${body}`,
      ['1 the title is empty. Write what people would call it: # High error rate'],
    ],
    [
      'a title that is too long',
      `# ${'x'.repeat(101)}\n\n${body}`,
      ['1 the title has 101 characters; 100 fit. Say it shorter.'],
    ],
    [
      'two titles',
      `# One\n\n# Two\n\n${body}`,
      ['3 there is a second title. A file has one problem; write the other one into a file of its own.'],
    ],
    [
      'words between the title and the parts',
      `# One\n\nAffects: api\nThis is bad.\n\n${body}`,
      [
        '4 “This is bad.” cannot be read here. Between the title and the first part stand only lines such as “Affects: api, database”, “Type: database” and “Also called: oom, out of memory”.',
      ],
    ],
    [
      'a list before the parts',
      `# One\n\n- api\n\n${body}`,
      [
        '3 this stands before the first part. Put it under ## Symptoms, ## Checks, ## Fixes, ## Afterwards or ## Links.',
      ],
    ],
    [
      'a part that is spelt wrong',
      `# One\n\n${body}\n## Cheks\n\n1. x\n`,
      ['11 ## Cheks is no part of a problem. Did you mean Checks?'],
    ],
    [
      'a part that does not exist',
      `# One\n\n${body}\n## Background\n\nlong story\n`,
      ['11 ## Background is no part of a problem. The parts: Symptoms, Checks, Fixes, Afterwards, Links.'],
    ],
    [
      'a part that is there twice',
      `# One\n\n${body}\n## Fixes\n\n1. x\n`,
      ['11 ## Fixes is there twice. Put its lines under the first one.'],
    ],
    [
      'no symptoms',
      '# One\n\n## Fixes\n\n1. Restart it.\n',
      ['- there is no ## Symptoms. List what people see when they have this problem; it is found by that.'],
    ],
    [
      'an empty list of symptoms',
      '# One\n\n## Symptoms\n\n## Fixes\n\n1. Restart it.\n',
      ['3 there is no symptom. List what people see: - Pages answer 500'],
    ],
    [
      'a symptom with a command',
      '# One\n\n## Symptoms\n\n- Slow\n\n  ```\n  top\n  ```\n\n## Fixes\n\n1. Restart it.\n',
      ['5 a symptom is one sentence. Put commands under ## Checks.'],
    ],
    [
      'nothing to do',
      '# One\n\n## Symptoms\n\n- Slow\n',
      ['- there is nothing to do in it. Write ## Checks or ## Fixes with numbered steps.'],
    ],
    [
      'steps that are a paragraph',
      '# One\n\n## Symptoms\n\n- Slow\n\n## Fixes\n\nRestart it.\n',
      ['9 this is no list. Write each step as a line of its own: 1. …'],
    ],
    [
      'code that belongs to no step',
      `# One\n\n${body}\n\`\`\`\ntop\n\`\`\`\n`,
      ['11 this code belongs to no step. Indent it by three spaces below the sentence of its step.'],
    ],
    [
      'a step without a sentence',
      '# One\n\n## Symptoms\n\n- Slow\n\n## Fixes\n\n1. One.\n2. ```\n   top\n   ```\n',
      ['10 the step has no sentence. Say what it is for, then the command below it.'],
    ],
    [
      'a list inside a step',
      '# One\n\n## Symptoms\n\n- Slow\n\n## Fixes\n\n1. One:\n   - a\n   - b\n',
      ['9 there is a list inside the step. Make each line of it a step.'],
    ],
    [
      'a second paragraph in a step',
      '# One\n\n## Symptoms\n\n- Slow\n\n## Fixes\n\n1. One.\n\n   More.\n',
      ['9 a step is one sentence with code below it. Make the rest a step of its own.'],
    ],
    [
      'words in angle brackets outside of code',
      '# One\n\n## Symptoms\n\n- Slow\n\n## Fixes\n\n1. Delete <pod-name> now.\n',
      ['9 <pod-name> would be lost as HTML; write it in backticks.'],
    ],
    [
      'a picture',
      '# One\n\n## Symptoms\n\n- ![slow](x.png)\n\n## Fixes\n\n1. One.\n',
      ['5 a picture cannot be shown in Slack. Link to it under ## Links.'],
    ],
    [
      'a command that is too long to be copied whole',
      `# One\n\n## Symptoms\n\n- Slow\n\n## Fixes\n\n1. One.\n\n   \`\`\`\n   ${'<'.repeat(700)}\n   \`\`\`\n`,
      ['9 the step takes 2814 characters in Slack; 2700 fit. Make it two steps.'],
    ],
    [
      'backticks that would end the code in Slack',
      '# One\n\n## Symptoms\n\n- Slow\n\n## Fixes\n\n1. One.\n\n   ~~~\n   echo ```\n   ~~~\n',
      ['9 the code has three backticks in it, which end a block of code in Slack.'],
    ],
    [
      'more steps than anybody works through',
      `# One\n\n## Symptoms\n\n- Slow\n\n## Fixes\n\n${'1. One.\n'.repeat(21)}`,
      ['9 there are 21 steps; 20 are the most. Split the problem into two files.'],
    ],
    [
      'a link that is none',
      `# One\n\n${body}\n## Links\n\n- [Status](status.example.com)\n- https://status.example.com\n`,
      [
        '13 a link is written - [Title](https://…), with nothing else in its line.',
        '14 a link is written - [Title](https://…), with nothing else in its line.',
      ],
    ],
  ])('with %s is refused with file, line and what to write', async (_, text, expected) => {
    expect(await faults(text)).toEqual(expected.map((line) => `slow.md:${line}`));
  });

  it('is refused together with all others that need mending', async () => {
    expect(await faultsOf({ 'A b.md': `# One\n\n${body}`, 'c.md': `# one\n\n${body}`, 'd.md': '' })).toEqual([
      'A b.md:- the file name has at most 60 of a-z and 0-9, with hyphens between words: high-error-rate.md',
      'd.md:1 the file begins with its title: # High error rate',
      'd.md:- there is no ## Symptoms. List what people see when they have this problem; it is found by that.',
      'd.md:- there is nothing to do in it. Write ## Checks or ## Fixes with numbered steps.',
      expect.stringMatching(
        /^c\.md:1 “one” is the title of .*A b\.md too\. Nobody could tell them apart: name one anew\.$/,
      ),
    ]);
  });
});

/** The source documents as they came are no part of this repository: a command of each row, letter by letter. */
const commands: Record<string, string[]> = {
  'seiketsu-ai/high-error-rate': [
    'psql $DATABASE_URL -c "SELECT count(*) FROM pg_stat_activity;"',
    'DATABASE_POOL_SIZE = 50',
  ],
  'seiketsu-ai/high-response-times': [
    'top -p $(pgrep -f seiketsu)',
    'kubectl scale deployment seiketsu-api --replicas=5',
  ],
  'seiketsu-ai/voice-service-failures': [
    'curl -H "xi-api-key: $ELEVENLABS_API_KEY" https://api.elevenlabs.io/v1/user',
    '@retry(wait=wait_exponential(multiplier=1, min=4, max=10))',
  ],
  'seiketsu-ai/authentication-issues': [
    'redis-cli GET "session:$USER_ID"',
    'JWT_ACCESS_TOKEN_EXPIRES = timedelta(hours=24)',
  ],
  'seiketsu-ai/database-recovery': [
    '    --restore-time 2025-08-09T10:00:00Z',
    'aws rds promote-read-replica --db-instance-identifier seiketsu-replica',
  ],
  'seiketsu-ai/application-recovery': [
    'docker-compose -f docker-compose.prod.yml down',
    'kubectl delete pod -l app=real-estate-api',
  ],
  'seiketsu-ai/infrastructure-recovery': [
    'aws autoscaling set-desired-capacity --auto-scaling-group-name seiketsu-asg --desired-capacity 6',
  ],
  'ai-secretary/database-connection-pool-exhausted': ["AND query_start < now() - interval '1 hour';\""],
  'ai-secretary/high-memory-usage': ["print(f'Memory: {process.memory_info().rss / 1024 / 1024:.2f} MB')"],
  'ai-secretary/redis-connection-issues': ['docker exec -it ai_secretary_redis redis-cli flushall'],
  'ai-secretary/external-api-failures': ['curl -X POST http://localhost:5000/api/v1/webhooks/stripe/test'],
  'ai-secretary/certificate-expired': ['certbot renew --nginx', 'curl -vI https://yourdomain.com'],
  'kaizen-ai/high-error-rate': ['kubectl rollout undo deployment/kaizen -n kaizen'],
  'kaizen-ai/high-latency': ['kubectl scale deployment/kaizen -n kaizen --replicas=6'],
  'kaizen-ai/pod-crashloopbackoff': ['kubectl delete pod <pod-name> -n kaizen --force --grace-period=0'],
  'kaizen-ai/rollback': ['kubectl rollout undo deployment/kaizen -n kaizen --to-revision=<revision>'],
  'seekapa/high-api-latency': ['kubectl exec -it redis-master-0 -- redis-cli INFO stats'],
  'seekapa/database-connection-errors': [
    'kubectl exec -it postgres-0 -- psql -U postgres -c "ALTER SYSTEM SET max_connections = 500;"',
  ],
  'seekapa/memory-leak-oom-kills': [
    'kubectl set env deployment/backend-deployment PYTHONTRACEMALLOC=1 -n seekapa-production',
  ],
  'seekapa/5xx-error-spike': [`  --data-urlencode 'query=rate(http_requests_total{status=~"5.."}[5m])'`],
  'seekapa/data-pipeline-failure': ['kubectl exec -it airflow-webserver-0 -- airflow dags trigger data_pipeline'],
  'seekapa/application-rollback': [
    'kubectl rollout undo deployment/backend-deployment --to-revision=42 -n seekapa-production',
    'argocd app wait seekapa-bi-agent --health',
    'gh workflow run cd.yml -f environment=production -f tag=v1.2.3',
  ],
  'seekapa/database-rollback': ['  --restore-point-in-time "2024-01-15T13:30:00Z"'],
  'aka/marketing-site-down': ['git log --oneline --since="1 hour ago"', 'curl -I https://cdn.akaind.ca'],
  'aka/database-connections-exhausted': ['  psql -U akaind -c "SELECT count(*) FROM pg_stat_activity;"'],
  'aka/redis-down': ['kubectl exec -it deploy/redis -n akaind-platform -- redis-cli info memory'],
  'aka/api-rate-limit-exceeded': ['kubectl describe ingress -n akaind-platform'],
  'aka/quick-checks': ['kubectl logs <pod>', 'pg_stat_statements', 'kubectl top pods'],
};

describe('The shipped folders', () => {
  it.each(['generic', 'seiketsu-ai', 'ai-secretary', 'kaizen-ai', 'seekapa', 'aka'])(
    '%s reads well, with more than one step in each file',
    async (name) => {
      const { problems } = await loadProblems(`runbooks/${name}`);
      expect(problems.length).toBeGreaterThanOrEqual(5);
      for (const problem of problems) expect([...problem.checks, ...problem.fixes].length).toBeGreaterThan(1);
    },
  );

  it.each(Object.entries(commands))('%s has its commands letter by letter', async (path, lines) => {
    const [folder = '', slug] = path.split('/');
    const { problems } = await loadProblems(`runbooks/${folder}`);
    const problem = problems.find((one) => one.slug === slug);
    if (problem === undefined) throw new Error(`There is no ${path}`);
    const said = stepsOf(problem).flatMap(({ code }) => code.flatMap(({ text }) => text.split('\n')));
    expect(said).toEqual(expect.arrayContaining(lines));
    // The sources came with broken signs.
    expect(JSON.stringify(problem)).not.toMatch(/\uFFFD|ð|â€/);
  });
});
