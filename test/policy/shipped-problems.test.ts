import { describe, expect, it } from 'vitest';
import { stepsOf } from '../../src/domain/problem-schema.ts';
import { loadProblems } from '../../src/policy/load-problems.ts';

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
      const problems = await loadProblems(`runbooks/${name}`);
      expect(problems.length).toBeGreaterThanOrEqual(5);
      for (const problem of problems) expect([...problem.checks, ...problem.fixes].length).toBeGreaterThan(1);
    },
  );

  it.each(Object.entries(commands))('%s has its commands letter by letter', async (path, lines) => {
    const [folder = '', slug] = path.split('/');
    const problems = await loadProblems(`runbooks/${folder}`);
    const problem = problems.find((one) => one.slug === slug);
    if (problem === undefined) throw new Error(`There is no ${path}`);
    const said = stepsOf(problem).flatMap(({ code }) => code.flatMap(({ text }) => text.split('\n')));
    expect(said).toEqual(expect.arrayContaining(lines));
    // The sources came with broken signs.
    expect(JSON.stringify(problem)).not.toMatch(/\uFFFD|ð|â€/);
  });
});
